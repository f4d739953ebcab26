import type { TrackRecord } from '../tracks/track-record.ts';
import { cosineDistance } from '../vectors/vector-math.ts';
import { MixTable } from './mix-table.ts';
import { mixTrack } from './mix-track.ts';
import { type RecommendInput, type RecommendOutcome, recommend, type VectorSource } from './recommend.ts';
import type { RecommendOptions } from './recommend-options.ts';

/** A track of a library in memory: its record and its vector. */
export type TestTrack = TrackRecord & { vector?: Float32Array };

/** Returns a source of vectors with an exhaustive search. */
export function sourceOf(vectors: ReadonlyMap<string, Float32Array>): VectorSource {
  return {
    has: (path) => vectors.has(path),
    vector: (path) => vectors.get(path),
    nearest: (query, count, accept = () => true) =>
      [...vectors]
        .filter(([path]) => accept(path))
        .map(([path, vector]) => ({ path, distance: cosineDistance(query, vector) }))
        .sort((a, b) => a.distance - b.distance)
        .slice(0, count),
  };
}

/** Returns the input of `recommend` for a library in memory. */
export function inputOf(tracks: Readonly<Record<string, TestTrack>>, seeds: readonly string[]): RecommendInput {
  const vectors = new Map<string, Float32Array>();
  for (const [path, { vector }] of Object.entries(tracks)) if (vector) vectors.set(path, vector);
  const table = new MixTable(Object.entries(tracks).map(([path, record]) => mixTrack(path, record)));
  return { seeds, table, source: sourceOf(vectors), record: (path) => tracks[path] };
}

/** Recommends tracks of a library in memory for the track `seed`. */
export function ask(tracks: Readonly<Record<string, TestTrack>>, options?: RecommendOptions): RecommendOutcome {
  return recommend(inputOf(tracks, ['seed']), options);
}

export const pathsOf = ({ recommendations }: RecommendOutcome): string[] => recommendations.map(({ path }) => path);

/** Returns a vector at an angle. */
export function at(degrees: number): Float32Array {
  return Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));
}
