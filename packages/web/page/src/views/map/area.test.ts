import { expect, it } from 'vitest';
import { type Area, areaTest, lassoArea, readArea, writeArea } from './area.ts';

const isInside = (area: Area, x: number, y: number) => areaTest(area)(x, y);

/** The letter U: the place between its arms is outside. */
const U = readArea('0,0,3,0,3,3,2,3,2,1,1,1,1,3,0,3')!;

it('reads what it writes', () => {
  for (const written of ['1,2,3', '0,0,1.5,0,1,-1.25']) expect(writeArea(readArea(written)!)).toBe(written);
});

it.each(['', 'a,b,c', '1,2', '1,2,3,4', '1,2,3,4,5', '1,,Infinity'])('takes "%s" for no area', (written) => {
  expect(readArea(written)).toBeUndefined();
});

it('knows inside and outside of a bent line', () => {
  expect([isInside(U, 0.5, 2), isInside(U, 2.5, 2), isInside(U, 1.5, 0.5)]).toEqual([true, true, true]);
  expect([isInside(U, 1.5, 2), isInside(U, -1, 1), isInside(U, 4, 1)]).toEqual([false, false, false]);
});

it('knows inside and outside of a circle', () => {
  const around = readArea('1,1,2')!;
  expect([isInside(around, 1, 3), isInside(around, 2.9, 2.9)]).toEqual([true, false]);
});

it('thins a long line, and takes none that is too short', () => {
  const circle = Array.from({ length: 1000 }, (_, i) => [Math.cos(i / 159.2), Math.sin(i / 159.2)]).flat();
  const area = lassoArea(circle)!;
  expect(writeArea(area).length).toBeLessThan(1500);
  expect([isInside(area, 0, 0.9), isInside(area, 0, 1.1)]).toEqual([true, false]);
  expect(lassoArea([0, 0, 1, 1])).toBeUndefined();
});
