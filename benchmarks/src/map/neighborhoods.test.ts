import { unit } from '@rbassist/core';
import { seededRandom } from '@rbassist/testing/random';
import { expect, it } from 'vitest';
import { mapQualities } from './neighborhoods.ts';

it('is 1 for a map that keeps all neighbours, and about a half for a random one', () => {
  const random = seededRandom(1);
  const count = 200;
  const vectors = new Float32Array(2 * count);
  const angles = new Float32Array(2 * count);
  const noise = new Float32Array(2 * count);
  for (let i = 0; i < count; i++) {
    const angle = random();
    vectors.set(unit(Float32Array.of(Math.cos(angle), Math.sin(angle))), 2 * i);
    angles[2 * i] = angle;
    noise[2 * i] = random();
  }
  const [kept, lost] = mapQualities(vectors, 2, [angles, noise], count);
  expect(kept).toEqual({ trustworthiness: 1, continuity: 1 });
  expect(lost.trustworthiness).toBeGreaterThan(0.4);
  expect(lost.trustworthiness).toBeLessThan(0.6);
  expect(lost.continuity).toBeLessThan(0.6);
  expect(mapQualities(vectors, 2, [angles], 20)).toEqual([{ trustworthiness: 1, continuity: 1 }]);
});
