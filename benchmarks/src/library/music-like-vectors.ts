/** What a model's vectors of a library look like: a large part that all music shares, groups, and few directions that matter much. */
const GROUPS = 200;
const DIRECTIONS = 64;
/** How spread tracks are in their group beside how spread groups are, and noise of no direction. */
const WITHIN_GROUP = 0.5;
const NOISE = 0.02;

/**
 * Vectors in groups, as tracks are of genres and artists; the same for every run, and the first ones the same whatever the count.
 *
 * @param dimensions Length of each.
 * @param seed The groups do not depend on it, so that queries of another seed are of the same music.
 */
export function* musicLikeVectors(count: number, dimensions: number, seed: number): Generator<Float32Array> {
  const shape = gaussian(1);
  const shared = Float32Array.from({ length: dimensions }, () => shape() * 0.5);
  // each direction matters less than the one before, as the axes of real embeddings do
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

/** Of a normal number, a number from 0 to below 1 that is near uniform. */
function uniform(random: () => number): number {
  const value = Math.abs(random()) * 1000;
  return value - Math.floor(value);
}

/** Normal numbers of mean 0 and variance 1, the same on every run. */
function gaussian(seed: number): () => number {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  // the sum of four even ones is normal enough, and quick
  return () => ((next() + next() + next() + next()) / 2 ** 32 - 2) * 3 ** 0.5;
}
