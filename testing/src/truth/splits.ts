import type { Random } from '../random.ts';

/** Constants are chosen on `dev`; figures that count are taken on `test`. They share no seed and no value of a drawn parameter. */
export type Split = 'dev' | 'test';

/** All of them. */
export const SPLITS: readonly Split[] = ['dev', 'test'];

/** What every draw needs. */
export interface Chance {
  random: Random;
  split: Split;
}

const CELLS = 12;

/** A number between `low` and `high`, in one of the strips of that range that belong to the split: they take turns. */
export function drawBetween({ random, split }: Chance, low: number, high: number): number {
  const strip = 2 * Math.floor((random() * CELLS) / 2) + (split === 'test' ? 1 : 0);
  return low + ((high - low) * (strip + random())) / CELLS;
}

/**
 * A tempo between `low` and `high` BPM: half of them whole, the others to the hundredth. A whole number and the fractions above it belong
 * to one split.
 */
export function drawTempo({ random, split }: Chance, low: number, high: number): number {
  const wholes = Array.from({ length: Math.max(2, Math.ceil(high - low)) }, (_, i) => Math.floor(low) + i);
  const own = wholes.filter((whole) => splitOfTempo(whole) === split);
  const whole = own.length > 0 ? own[Math.floor(random() * own.length)] : wholes[0];
  return random() < 0.5 ? whole : whole + Math.floor(random() * 100) / 100;
}

/** Which split tempos from a whole number up to the next belong to; without a pattern that music has too, as even and odd. */
export function splitOfTempo(bpm: number): Split {
  return Math.imul(Math.floor(bpm), 0x9e3779b1) >>> 31 === 0 ? 'dev' : 'test';
}

/** The seed of one track: no two of them are the same, within a split or across. */
export function trackSeed(seed: number, split: Split, index: number): number {
  return Math.imul(2 * (seed * 10_007 + index) + (split === 'test' ? 1 : 0), 0x9e3779b1) | 0;
}
