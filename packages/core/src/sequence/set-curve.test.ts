import { expect, it } from 'vitest';
import { CURVE_NAMES, curveValues, ENERGY_CURVES } from './set-curve.ts';

it('interpolates a curve over any number of places', () => {
  expect(curveValues([0, 1], 5)).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect(curveValues([0.2, 0.8, 0.4], 3)).toEqual([0.2, 0.8, 0.4]);
  expect(curveValues([120], 3)).toEqual([120, 120, 120]);
  expect(curveValues([100, 140], 1)).toEqual([100]);
  expect(curveValues([0, 1, 0], 2)).toEqual([0, 0]);
});

it('has named curves within 0 to 1', () => {
  for (const name of CURVE_NAMES) {
    for (const point of ENERGY_CURVES[name]) expect(point >= 0 && point <= 1).toBe(true);
  }
});
