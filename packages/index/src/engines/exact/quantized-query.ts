import { HIGHEST_CODE } from './scan-kernel.ts';

/** A query in whole numbers. Its similarity to a quantized row is about `base + factor · (codes · row codes)`. */
export interface QuantizedQuery {
  codes: Int8Array;
  base: number;
  factor: number;
  /** Maximum error of that similarity, exceeded with a probability of about 1e-8. */
  margin: number;
}

const HIGHEST = 127;
/** Standard deviations that bound the error. The sum of many rounding errors is nearly normal. */
const DEVIATIONS = 6;
/** Maximum additional error of single precision. */
const ROUNDING = 1e-6;

/**
 * Quantizes a query for rows whose codes are `(element - low) / step`, rounded.
 *
 * A row's rounding error is uniform and at most half a step, so the variance of the sum is the sum of
 * `(query · step)² / 12`. The error of the query's own rounding assumes that every code is as far from the middle as
 * possible.
 *
 * @param query A vector of unit length.
 * @param lows Value of code 0, per element.
 * @param steps Difference between two codes, per element.
 */
export function quantizeQuery(query: Float32Array, lows: Float32Array, steps: Float32Array): QuantizedQuery {
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
