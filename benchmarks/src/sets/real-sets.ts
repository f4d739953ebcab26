import {
  cosineDistance,
  type PlanInput,
  planSet,
  rateTransition,
  type Transition,
  WEIGHT_PRESETS,
} from '@rbassist/core';
import type { Song } from '../library/read-songs.ts';
import { mixes, type SetFigures, setFigures } from './set-figures.ts';

const SETS = 20;
const LENGTH = 20;
/** Tracks that a filter after the search looks at. */
const FILTERED = 25;
const RULES = { maxPitchPct: 6, keysMustMix: true };

/** Returns real songs as the input of a plan. */
export function songInput(songs: readonly Song[]): PlanInput {
  const distance = (a: number, b: number) => {
    const [from, to] = [songs[a].vector, songs[b].vector];
    return from && to && cosineDistance(from, to);
  };
  return { tracks: songs.map(({ track }) => track), distance, features: (i) => songs[i].features };
}

/** Rates the transitions of an order of tracks by the default weights. */
export function rateOrder(input: PlanInput, order: readonly number[]): Transition[] {
  return order.slice(1).map((to, i) => {
    const distance = input.distance(order[i], to);
    const pair = { from: input.tracks[order[i]], to: input.tracks[to], ...(distance !== undefined && { distance }) };
    return rateTransition(pair, WEIGHT_PRESETS.balanced);
  });
}

/** Plans sets of real music in several ways, all from the same first tracks, without a rule for artists. */
export async function measureRealSets(songs: readonly Song[]): Promise<Map<string, SetFigures>> {
  const input = songInput(songs);
  const length = Math.min(LENGTH, Math.floor(songs.length / 2));
  const starts = Array.from({ length: SETS }, (_, i) => Math.floor(((i + 0.5) * songs.length) / SETS));
  const positions = new Map(input.tracks.map(({ path }, i) => [path, i]));
  const planned = async (start: number, options: Parameters<typeof planSet>[1]) => {
    const { paths } = await planSet(input, { start: input.tracks[start].path, length, artistSpacing: 0, ...options });
    return paths.map((path) => positions.get(path)!);
  };
  const ways: Record<string, (start: number) => number[] | Promise<number[]>> = {
    'nearest neighbour': (start) => followNearest(input, start, length, () => true),
    'nearest, filtered': (start) =>
      followNearest(input, start, length, (a, b) => mixes(facts(songs[a]), facts(songs[b]))),
    'greedy by cost': (start) => planned(start, { signal: AbortSignal.abort() }),
    planSet: (start) => planned(start, {}),
    'planSet with rules': (start) => planned(start, { transitionRules: RULES }),
  };
  const figures = new Map<string, SetFigures>();
  for (const [name, way] of Object.entries(ways)) {
    const sets: Transition[][] = [];
    for (const start of starts) sets.push(rateOrder(input, await way(start)));
    figures.set(name, setFigures(sets));
  }
  return figures;
}

const facts = ({ track }: Song) => ({ bpm: track.tempos[0]?.value, key: track.keys[0]?.value });

/** Continues with the nearest unused track that a filter accepts among the nearest, or else with the nearest. */
function followNearest(
  { tracks, distance }: PlanInput,
  start: number,
  length: number,
  accept: (from: number, to: number) => boolean,
): number[] {
  const order = [start];
  while (order.length < length) {
    const from = order[order.length - 1];
    const others = [...tracks.keys()].filter((track) => !order.includes(track));
    const near = others.map((track) => ({ track, distance: distance(from, track) ?? 1 }));
    near.sort((a, b) => a.distance - b.distance);
    const nearest = near.slice(0, FILTERED);
    order.push((nearest.find(({ track }) => accept(from, track)) ?? nearest[0]).track);
  }
  return order;
}
