import type { Groove } from './grooves.ts';

/** Moves a position, in beats, to its place with swing. */
export type Feel = (position: number) => number;

/** @param ratio Position of the second of two notes; 0.5 is straight. */
export function feelOf(swing: Groove['swing'], ratio: number): Feel {
  if (!swing || ratio === 0.5) return (position) => position;
  const pair = swing.of === 'eighths' ? 1 : 0.5;
  return (position) => {
    const start = Math.floor(position / pair + 1e-9) * pair;
    const share = (position - start) / pair;
    const swung = share < 0.5 ? 2 * share * ratio : ratio + (2 * share - 1) * (1 - ratio);
    return start + swung * pair;
  };
}
