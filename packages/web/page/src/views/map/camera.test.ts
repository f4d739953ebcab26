import { expect, it } from 'vitest';
import { pan, project, reveal, toMap, toScreen, wholeMap, zoomAt } from './camera.ts';

const BOUNDS = { minX: -10, maxX: 10, minY: -5, maxY: 5 };
const SIZE = { width: 800, height: 600 };
const whole = project(wholeMap(BOUNDS), SIZE, BOUNDS);

it('shows the whole map first, upright', () => {
  const [left, top] = toScreen(whole, -10, 5);
  const [right, bottom] = toScreen(whole, 10, -5);
  expect(left).toBeGreaterThan(0);
  expect(right).toBeLessThan(800);
  expect(top).toBeGreaterThan(0);
  expect(bottom).toBeLessThan(600);
  expect(top).toBeLessThan(bottom);
});

it('finds the place of a pixel', () => {
  const [x, y] = toScreen(whole, 3, -2);
  const [mapX, mapY] = toMap(whole, x, y);
  expect([mapX, mapY]).toEqual([expect.closeTo(3), expect.closeTo(-2)]);
});

it('keeps the place under the pointer while zooming, up to a limit', () => {
  const before = toMap(whole, 100, 500);
  const closer = project(zoomAt(whole, 8, 100, 500), SIZE, BOUNDS);
  expect(toMap(closer, 100, 500)).toEqual([expect.closeTo(before[0]), expect.closeTo(before[1])]);
  const farthest = zoomAt(whole, 1e-9, 0, 0).zoom;
  expect(zoomAt(whole, 1e9, 0, 0).zoom).toBeLessThan(1000);
  expect(farthest).toBeGreaterThan(0.1);
});

it('moves the map with the pointer, and never off it', () => {
  const moved = pan(whole, 40, 0, BOUNDS);
  expect(moved.x).toBeCloseTo(-40 / whole.scale);
  expect(pan(whole, 1e6, -1e6, BOUNDS)).toEqual({ x: -10, y: -5, zoom: 1 });
});

it('moves only for a place out of view', () => {
  const close = project({ x: 0, y: 0, zoom: 10 }, SIZE, BOUNDS);
  expect(reveal(close, 0.1, 0, 40)).toBe(close.camera);
  const [x, y] = toScreen(project(reveal(close, 5, -3, 40), SIZE, BOUNDS), 5, -3);
  expect([x, y]).toEqual([expect.closeTo(760), expect.closeTo(560)]);
});

it('shows tracks that are all in one place', () => {
  const point = { minX: 2, maxX: 2, minY: 3, maxY: 3 };
  expect(toScreen(project(wholeMap(point), SIZE, point), 2, 3)).toEqual([400, 300]);
});
