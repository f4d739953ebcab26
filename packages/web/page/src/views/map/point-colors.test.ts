import { expect, it } from 'vitest';
import { DIM, LIT, OUTSIDE, pointColors } from './point-colors.ts';

const NAMED = { rgb: [10, 20, 30], isNamed: true };
const UNKNOWN = { rgb: [40, 50, 60], isNamed: false };

it('draws dim points first, and lit ones last', () => {
  const { rgba, order } = pointColors(
    Uint8Array.of(0, 1, 0, 1),
    [NAMED, { ...UNKNOWN, isNamed: true }],
    Uint8Array.of(LIT, DIM, OUTSIDE, LIT),
  );
  expect([...order]).toEqual([1, 2, 0, 3]);
  expect([...rgba.subarray(4, 7)]).toEqual([40, 50, 60]);
  const opacity = [1, 2, 0].map((point) => rgba[4 * point + 3]!);
  expect(opacity).toEqual([...opacity].sort((a, b) => a - b));
  expect(new Set(opacity).size).toBe(3);
});

it('draws points of unknown values under the others', () => {
  const { order } = pointColors(Uint8Array.of(0, 1, 0), [NAMED, UNKNOWN], Uint8Array.of(LIT, LIT, LIT));
  expect([...order]).toEqual([1, 0, 2]);
});
