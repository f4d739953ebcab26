import { HIGHEST_CODE } from './scan-kernel.ts';

/** A query to compare with the codes of {@link RowCodes}: a similarity is about `base + factor · (its codes · a row's codes)`. */
export interface CoarseQuery {
  codes: Int8Array;
  base: number;
  factor: number;
  /** How far off that is at most, but for one chance in a hundred million. */
  margin: number;
}

const HIGHEST = 127;
/** Rounding errors of many elements add up to about a normal number; beyond so many of its standard deviations nothing is expected. */
const DEVIATIONS = 6;
/** What single precision may add. */
const ROUNDING = 1e-6;

/**
 * Turns a query into whole numbers for rows that are coded as `code = (element - low) / step`, rounded.
 *
 * A row's rounding is off by at most half a step, evenly spread, so that the variance of the sum is that of its parts: `(query · step)² / 12`
 * each. What the query's own rounding adds is counted as if every code were as far from the middle as it can be.
 *
 * @param query Of unit length.
 */
export function coarseQuery(query: Float32Array, lows: Float32Array, steps: Float32Array): CoarseQuery {
  const { length } = query;
  let greatest = 0;
  for (let i = 0; i < length; i++) greatest = Math.max(greatest, Math.abs(query[i] * steps[i]));
  const factor = greatest / HIGHEST;
  const codes = new Int8Array(length);
  const middle = HIGHEST_CODE / 2;
  let base = 0;
  let variance = 0;
  for (let i = 0; i < length; i++) {
    const perCode = query[i] * steps[i];
    codes[i] = factor === 0 ? 0 : Math.round(perCode / factor);
    const left = perCode - factor * codes[i];
    base += query[i] * lows[i] + middle * left;
    variance += (perCode * perCode) / 12 + (middle * left) ** 2;
  }
  return { codes, base, factor, margin: DEVIATIONS * Math.sqrt(variance) + ROUNDING };
}
