import { between, pick, type Random, seededRandom } from '@rbassist/testing/random';
import type { CamelotKey } from '../keys/camelot.ts';
import type { MixTrack } from '../recommend/mix-track.ts';
import { cosineDistance } from '../vectors/vector-math.ts';
import type { PlanInput, PlanOptions, SetPlan } from './set-plan.ts';
import { brokenRules } from './transition-rules.ts';

/** A library in memory, and its paths. */
export interface TestLibrary extends PlanInput {
  paths: string[];
}

/** Makes tracks with random tempos, keys, energies and vectors; some of them unknown, if `gaps` is set. */
export function testLibrary(count: number, seed: number, { artists = 5, gaps = false } = {}): TestLibrary {
  const random = seededRandom(seed);
  const isGap = () => gaps && random() < 0.2;
  const vectors = Array.from({ length: count }, () => (isGap() ? undefined : vector(random)));
  const tracks = Array.from(
    { length: count },
    (_, i): MixTrack => ({
      path: `/music/${String(i).padStart(4, '0')}.mp3`,
      tags: [],
      tempos: isGap() ? [] : [{ value: between(random, 100, 140), probability: 0.9 }],
      keys: isGap()
        ? []
        : [{ value: `${Math.ceil(12 * random())}${pick(random, ['A', 'B'])}` as CamelotKey, probability: 0.8 }],
      state: 'playable',
      ...(!isGap() && { artist: `Artist ${Math.floor(artists * random())}` }),
      ...(!isGap() && { energy: random() }),
      ...(!isGap() && { durationS: between(random, 180, 420) }),
    }),
  );
  const distance = (a: number, b: number) => {
    const [from, to] = [vectors[a], vectors[b]];
    return from && to && cosineDistance(from, to);
  };
  return { tracks, distance, paths: tracks.map(({ path }) => path) };
}

function vector(random: Random): Float32Array {
  return Float32Array.from({ length: 4 }, () => random() - 0.3);
}

/** Returns the same library with its tracks in another order. */
export function shuffled(library: TestLibrary, seed: number): TestLibrary {
  const random = seededRandom(seed);
  const order = library.tracks.map((_, track) => ({ track, at: random() })).sort((a, b) => a.at - b.at);
  const from = (position: number) => order[position].track;
  return {
    tracks: order.map(({ track }) => library.tracks[track]),
    distance: (a, b) => library.distance(from(a), from(b)),
    ...(library.song && { song: (track) => library.song?.(from(track)) }),
    paths: order.map(({ track }) => library.paths[track]),
  };
}

/** Lists the hard constraints that a plan does not keep, without those that it reports as broken. */
export function violations({ tracks, song }: PlanInput, options: PlanOptions, plan: SetPlan): string[] {
  const { seeds = [], keepOrder, length, start, end, locked = [], exclude = [], artistSpacing = 2 } = options;
  const { paths, broken } = plan;
  const found: string[] = [];
  const positionOf = new Map(tracks.map(({ path }, i) => [path, i]));
  const named = new Set([...seeds, ...locked.map(({ path }) => path), start, end]);
  const isReported = (constraint: string, place: number) =>
    broken.some((each) => each.constraint === constraint && each.place === place);
  if (new Set(paths).size !== paths.length) found.push('a track twice');
  if (length !== undefined && paths.length !== length && !broken.some(({ constraint }) => constraint === 'length')) {
    found.push('length');
  }
  if (start !== undefined && paths[0] !== start) found.push('start');
  if (end !== undefined && paths.at(-1) !== end) found.push('end');
  for (const { place, path } of locked) if (paths[place] !== path) found.push(`locked ${place}`);
  for (const seed of seeds) if (!paths.includes(seed)) found.push(`seed ${seed}`);
  const places = seeds.map((seed) => paths.indexOf(seed));
  if (keepOrder && places.some((place, i) => i > 0 && place <= places[i - 1])) found.push('order');
  const songs = paths.filter((path) => !named.has(path)).flatMap((path) => song?.(positionOf.get(path)!) ?? []);
  if (new Set(songs).size !== songs.length) found.push('a song twice');
  paths.forEach((path, place) => {
    const track = tracks[positionOf.get(path)!];
    if (exclude.includes(path)) found.push(`excluded ${path}`);
    if (track.state !== 'playable' && !named.has(path)) found.push(`state of ${path}`);
    if (place === 0) return;
    for (let other = Math.max(0, place - artistSpacing); other < place; other++) {
      const isSame = track.artist !== undefined && tracks[positionOf.get(paths[other])!].artist === track.artist;
      if (isSame && !isReported('artistSpacing', place)) found.push(`artist at ${place}`);
    }
    for (const { constraint } of brokenRules(
      tracks[positionOf.get(paths[place - 1])!],
      track,
      options.transitionRules ?? {},
    )) {
      if (!isReported(constraint, place)) found.push(`${constraint} at ${place}`);
    }
  });
  return found;
}
