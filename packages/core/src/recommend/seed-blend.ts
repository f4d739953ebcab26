import { OptionError } from '../errors.ts';
import { dot, meanVector, unit } from '../vectors/vector-math.ts';

/** Ways to search with several seeds. */
export const SEED_BLENDS = ['mean', 'coverage'] as const;

/**
 * Way to search with several seeds.
 *
 * - `mean`: tracks near the mean of all seeds.
 * - `coverage`: tracks near any seed, and the same number for each as far as there are enough.
 */
export type SeedBlend = (typeof SEED_BLENDS)[number];

/** Share of the mean of the unwanted tracks that a query moves away from. Half of the seeds' own weight. */
const UNWANTED_SHARE = 0.5;
/** Loss of score per excess of the cosine to an unwanted track over the cosine to the seeds. */
const UNWANTED_PENALTY = 0.5;

/**
 * Returns the query for several seeds: the mean of their unit vectors, minus half the mean of the unit vectors of
 * unwanted tracks. The result has unit length, and does not depend on the order of the lists.
 *
 * @throws {OptionError} without a seed, or for vectors of unequal length.
 * @see Rocchio, "Relevance feedback in information retrieval" (1971)
 */
export function blendQuery(seeds: readonly Float32Array[], unwanted: readonly Float32Array[] = []): Float32Array {
  if (seeds.length === 0) throw new OptionError('A query needs at least one seed.');
  const wantedMean = orderlessMean(seeds);
  if (unwanted.length === 0) return unit(wantedMean);
  const unwantedMean = orderlessMean(unwanted);
  if (unwantedMean.length !== wantedMean.length) {
    throw new OptionError(`Vectors must have one length, not ${wantedMean.length} and ${unwantedMean.length}.`);
  }
  return unit(wantedMean.map((value, i) => value - UNWANTED_SHARE * unwantedMean[i]));
}

/** Returns the mean of unit vectors. Sums them in a fixed order, because rounding depends on it. */
function orderlessMean(vectors: readonly Float32Array[]): Float32Array {
  const units = vectors.map(unit);
  return meanVector(units.sort(compareVectors));
}

function compareVectors(a: Float32Array, b: Float32Array): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i] - b[i];
  return 0;
}

/**
 * Returns the score that a track loses because it sounds like an unwanted one: half of the difference by which its
 * cosine to the nearest unwanted track exceeds its cosine to the query, 0..1.
 */
export function unwantedPenalty(vector: Float32Array, query: Float32Array, unwanted: readonly Float32Array[]): number {
  if (unwanted.length === 0) return 0;
  const track = unit(vector);
  const nearest = Math.max(...unwanted.map((other) => dot(track, unit(other))));
  return Math.min(1, UNWANTED_PENALTY * Math.max(0, nearest - dot(track, unit(query))));
}

/**
 * Puts tracks in an order in which the seeds take turns: each takes its best remaining track. A seed without more
 * tracks is left out.
 *
 * @param tracks The best first.
 * @param seedOf Returns the number of the seed that a track fits best.
 */
export function takeTurns<Track>(tracks: readonly Track[], seedOf: (track: Track) => number): Track[] {
  const queues = new Map<number, Track[]>();
  for (const track of tracks) {
    const queue = queues.get(seedOf(track));
    if (queue) queue.push(track);
    else queues.set(seedOf(track), [track]);
  }
  const turns = [...queues].sort(([a], [b]) => a - b).map(([, queue]) => queue);
  const longest = Math.max(0, ...turns.map((queue) => queue.length));
  return Array.from({ length: longest }, (_, i) => turns.flatMap((queue) => queue.slice(i, i + 1))).flat();
}
