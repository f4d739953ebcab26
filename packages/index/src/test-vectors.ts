import { seededRandom } from '@rbassist/testing/random';

/** Returns vectors around twenty centres, like tracks around genres. The centres are the same for every seed. */
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
