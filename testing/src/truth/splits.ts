import type { Random } from '../random.ts';

/** `dev` is for choosing constants, `test` for final figures. They share no seed and no value of a random parameter. */
export type Split = 'dev' | 'test';

export const SPLITS: readonly Split[] = ['dev', 'test'];

export interface Chance {
  random: Random;
  split: Split;
}

const CELLS = 12;

/** Returns a number between `low` and `high`, in one of the strips of that range that belong to the split. */
export function drawBetween({ random, split }: Chance, low: number, high: number): number {
  const strip = 2 * Math.floor((random() * CELLS) / 2) + (split === 'test' ? 1 : 0);
  return low + ((high - low) * (strip + random())) / CELLS;
}

/** Half of the tempos are whole numbers. A whole number and the fractions above it belong to one split. */
export function drawTempo({ random, split }: Chance, low: number, high: number): number {
  const wholes = Array.from({ length: Math.max(2, Math.ceil(high - low)) }, (_, i) => Math.floor(low) + i);
  const own = wholes.filter((whole) => splitOfTempo(whole) === split);
  const whole = own.length > 0 ? own[Math.floor(random() * own.length)] : wholes[0];
  return random() < 0.5 ? whole : whole + Math.floor(random() * 100) / 100;
}

/** Returns the split of the tempos from a whole number to the next. Avoids patterns of music, such as even and odd. */
export function splitOfTempo(bpm: number): Split {
  return Math.imul(Math.floor(bpm), 0x9e3779b1) >>> 31 === 0 ? 'dev' : 'test';
}

/** Returns the seed of a track, unique within a split and across splits. */
export function trackSeed(seed: number, split: Split, index: number): number {
  return Math.imul(2 * (seed * 10_007 + index) + (split === 'test' ? 1 : 0), 0x9e3779b1) | 0;
}
