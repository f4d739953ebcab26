/** Vectors with the structure of real music vectors: a large common part, groups, and few important directions. */
const GROUPS = 200;
const DIRECTIONS = 64;
/** Spread of tracks in a group relative to the spread of groups, and noise in all directions. */
const WITHIN_GROUP = 0.5;
const NOISE = 0.02;

/** Yields the same vectors in every run. Another `seed` has the same groups, so that queries fit the music. */
export function* musicLikeVectors(count: number, dimensions: number, seed: number): Generator<Float32Array> {
  const shape = gaussian(1);
  const shared = Float32Array.from({ length: dimensions }, () => shape() * 0.5);
  // each direction has less weight than the one before, as in real embeddings
  const directions = Array.from({ length: DIRECTIONS }, (_, i) =>
    Float32Array.from({ length: dimensions }, () => shape() / (dimensions ** 0.5 * (1 + i) ** 0.5)),
  );
  const groups = Array.from({ length: GROUPS }, () => Array.from({ length: DIRECTIONS }, shape));
  const random = gaussian(seed + 2);
  for (let i = 0; i < count; i++) {
    const group = groups[Math.floor(uniform(random) * GROUPS)];
    const vector = shared.slice();
    for (let k = 0; k < DIRECTIONS; k++) {
      const amount = (group[k] + WITHIN_GROUP * random()) * dimensions ** 0.5 * 0.25;
      const direction = directions[k];
      for (let d = 0; d < dimensions; d++) vector[d] += amount * direction[d];
    }
    for (let d = 0; d < dimensions; d++) vector[d] += NOISE * random();
    yield vector;
  }
}

/** Returns for a normal number a nearly uniform number from 0 (inclusive) to 1 (exclusive). */
function uniform(random: () => number): number {
  const value = Math.abs(random()) * 1000;
  return value - Math.floor(value);
}

/** Returns repeatable normal numbers of mean 0 and variance 1. */
function gaussian(seed: number): () => number {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  // the sum of four uniform numbers is nearly normal, and fast
  return () => ((next() + next() + next() + next()) / 2 ** 32 - 2) * 3 ** 0.5;
}
