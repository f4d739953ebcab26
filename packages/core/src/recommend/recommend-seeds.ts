import { NotFoundError } from '../errors.ts';
import type { MixTable } from './mix-table.ts';
import type { MixTrack } from './mix-track.ts';
import type { VectorSource } from './recommend.ts';
import { blendQuery, type SeedBlend } from './seed-blend.ts';

/** A seed, or a track that the results should not sound like. */
export interface Seed {
  position: number;
  track: MixTrack;
  vector: Float32Array;
}

/** Seeds, unwanted tracks, and the vectors to search around. */
export interface SeedQueries {
  seeds: readonly Seed[];
  unwanted: readonly Seed[];
  /** Vectors to search around: one for all seeds, or one per seed. */
  queries: readonly Float32Array[];
}

/**
 * Finds the tracks of seeds.
 *
 * @throws {NotFoundError} if one is not in the table or has no vector.
 */
export function findSeeds(table: MixTable, source: VectorSource, paths: readonly string[]): Seed[] {
  return paths.map((path) => {
    const position = table.position(path);
    const vector = source.vector(path);
    if (position === undefined || vector === undefined) throw new NotFoundError(`${path} has no vector.`);
    return { position, vector, track: table.tracks[position] };
  });
}

/** Returns the queries for seeds and unwanted tracks. The mean of one seed is the seed itself. */
export function seedQueries(seeds: readonly Seed[], unwanted: readonly Seed[], blend: SeedBlend): SeedQueries {
  const away = unwanted.map(({ vector }) => vector);
  const wanted = seeds.map(({ vector }) => vector);
  const groups = blend === 'mean' ? [wanted] : wanted.map((vector) => [vector]);
  const isPlain = (group: readonly Float32Array[]) => group.length === 1 && away.length === 0;
  const queries = groups.map((group) => (isPlain(group) ? group[0] : blendQuery(group, away)));
  return { seeds, unwanted, queries };
}
