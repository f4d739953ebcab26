import { expect, it } from 'vitest';
import { follow, pan, windowAt, zoom } from './view-window.ts';

const DURATION_S = 300;

it('stays within the track', () => {
  expect(windowAt(295, 20, DURATION_S)).toEqual({ fromS: 280, toS: 300 });
  expect(windowAt(-5, 20, DURATION_S)).toEqual({ fromS: 0, toS: 20 });
  expect(windowAt(0, 20, 8)).toEqual({ fromS: 0, toS: 8 });
  expect(pan({ fromS: 10, toS: 30 }, -15, DURATION_S)).toEqual({ fromS: 0, toS: 20 });
});

it('keeps the time under the pointer in its place while zooming', () => {
  const zoomed = zoom({ fromS: 100, toS: 120 }, 0.5, 105, DURATION_S);
  expect(zoomed).toEqual({ fromS: 102.5, toS: 112.5 });
  expect((105 - zoomed.fromS) / (zoomed.toS - zoomed.fromS)).toBeCloseTo(0.25);
});

it('zooms no further than a second and two minutes', () => {
  const near = zoom({ fromS: 100, toS: 102 }, 0.01, 101, DURATION_S);
  expect(near.toS - near.fromS).toBe(1);
  const far = zoom({ fromS: 100, toS: 200 }, 10, 150, DURATION_S);
  expect(far.toS - far.fromS).toBe(120);
});

it('turns the page only when the position leaves the window', () => {
  const window = { fromS: 100, toS: 116 };
  expect(follow(window, 110, DURATION_S)).toBe(window);
  expect(follow(window, 116.5, DURATION_S)).toEqual({ fromS: 114.5, toS: 130.5 });
});
