import { meanVector, unit } from '../vectors/vector-math.ts';

/** Returns the vectors to search around: of several seeds, their mean direction. */
export function queryVectors(seeds: readonly Float32Array[]): Float32Array[] {
  return seeds.length === 1 ? [...seeds] : [meanVector(seeds.map(unit))];
}
