import {
  CURVE_NAMES,
  camelotOf,
  cosineDistance,
  type MixTrack,
  type PlanInput,
  type PlanOptions,
  planSet,
  type SetPlan,
} from '@rbassist/core';
import { below, between, pick, type Random, seededRandom } from '@rbassist/testing/random';

const FEWEST_TRACKS = 8;
const MOST_TRACKS = 10;
const DIMENSIONS = 6;

/** Costs of a search above those of the cheapest plans. */
export interface GapFigures {
  search: 'greedy' | 'beam';
  /** Share of the cases with the cheapest plan. */
  cheapest: number;
  /** Mean and largest extra cost, as a share of the lowest, over the cases that break no more constraints. */
  meanGap: number;
  largestGap: number;
  /** Number of cases that break more constraints than needed. */
  breaksMore: number;
}

/** Plans random small sets greedily, by beam search without a proof, and exactly. */
export async function measureGaps(cases: number): Promise<GapFigures[]> {
  const plans: Record<'greedy' | 'beam' | 'exact', SetPlan>[] = [];
  for (let seed = 1; seed <= cases; seed++) {
    const random = seededRandom(seed);
    const input = randomTracks(random);
    const options = randomOptions(input, random);
    plans.push({
      // an abort leaves the plan that every search begins with
      greedy: await planSet(input, { ...options, signal: AbortSignal.abort() }),
      beam: await planSet(input, { ...options, exact: false }),
      exact: await planSet(input, { ...options, exact: true }),
    });
  }
  if (plans.some(({ exact }) => !exact.exact)) throw new Error('A small set was not proven.');
  return (['greedy', 'beam'] as const).map((search) => {
    const equal = plans.filter((each) => each[search].broken.length === each.exact.broken.length);
    const gaps = equal.map((each) => each[search].cost / each.exact.cost - 1);
    return {
      search,
      cheapest: gaps.filter((gap) => gap < 1e-9).length / cases,
      meanGap: gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length,
      largestGap: Math.max(...gaps),
      breaksMore: cases - equal.length,
    };
  });
}

function randomTracks(random: Random): PlanInput {
  const count = FEWEST_TRACKS + below(random, MOST_TRACKS - FEWEST_TRACKS + 1);
  const vectors = Array.from({ length: count }, () => Float32Array.from({ length: DIMENSIONS }, () => random() - 0.2));
  const tracks = Array.from(
    { length: count },
    (_, i): MixTrack => ({
      path: `${i}.mp3`,
      artist: `Artist ${below(random, 6)}`,
      tags: [],
      tempos: [{ value: between(random, 115, 132), probability: between(random, 0.5, 1) }],
      keys: [{ value: camelotOf(below(random, 12), random() < 0.5), probability: between(random, 0.5, 1) }],
      energy: random(),
      loudnessLufs: between(random, -12, -7),
      state: 'playable',
    }),
  );
  return { tracks, distance: (a, b) => cosineDistance(vectors[a], vectors[b]) };
}

/** Returns random constraints that do not contradict each other; some can't be kept. */
function randomOptions({ tracks }: PlanInput, random: Random): PlanOptions {
  const path = (i: number) => tracks[i].path;
  const isOrder = random() < 0.5;
  const maybe = (options: PlanOptions) => (random() < 0.3 ? options : {});
  return {
    length: tracks.length - (isOrder ? 0 : 2),
    ...(isOrder ? { seeds: tracks.map((track) => track.path) } : maybe({ seeds: [path(3), path(4)], keepOrder: true })),
    artistSpacing: 0,
    ...maybe({ start: path(0) }),
    ...maybe({ end: path(1) }),
    ...maybe({ locked: [{ place: 2, path: path(2) }] }),
    ...(random() < 0.5 && { artistSpacing: undefined }),
    ...maybe({ energyCurve: pick(random, CURVE_NAMES) }),
    ...maybe({ bpmCurve: [116, 130] }),
    ...maybe({ transitionRules: { maxPitchPct: 8 } }),
    ...maybe({ transitionRules: { keysMustMix: true } }),
  };
}
