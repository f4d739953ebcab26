/** Numbers from 0 to 1 that are the same on every run. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Vectors around twenty centres, as tracks are around genres. The centres are the same for every seed. */
export function clusteredVectors(count: number, dimensions: number, seed: number): Float32Array[] {
  const centreRandom = seededRandom(1000 + dimensions);
  const around = (random: () => number) => random() + random() + random() - 1.5;
  const centres = Array.from({ length: 20 }, () =>
    Float32Array.from({ length: dimensions }, () => around(centreRandom)),
  );
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const centre = centres[Math.floor(random() * centres.length)];
    return centre.map((value) => value + 0.4 * around(random));
  });
}
