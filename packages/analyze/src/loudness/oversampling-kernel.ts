/** Samples on each side of a place between two that its value is made of. */
export const HALF_TAPS = 16;
const TAPS = 2 * HALF_TAPS;
/** Kaiser's window: flat within 0.02 dB to 0.88 of half the rate. */
const BETA = 6;
/** Rounding must never make a bound too small. */
const ROUNDING = 1 + 1e-9;

/** Between-sample values at one place: `taps[k]` weighs sample `n + k - HALF_TAPS + 1` for the place `n + fraction`. */
export interface Phase {
  taps: Float64Array;
  /** No value is larger than this times the largest of the samples it is made of. */
  gain: number;
  /**
   * No value is farther from the straight line between its two neighbours than this times the largest second difference of those samples.
   */
  bend: number;
}

/**
 * The places between two samples at `factor` times the rate, the sample itself left out: a windowed sinc. Constants and straight lines come out
 * as they are, which is what makes {@link Phase.bend} a bound.
 *
 * @see ITU-R BS.1770-4, annex 2, which leaves the filter open
 */
export function oversamplingPhases(factor: number): Phase[] {
  return Array.from({ length: factor - 1 }, (_, i) => phase((i + 1) / factor));
}

function phase(fraction: number): Phase {
  const distance = (k: number) => k - HALF_TAPS + 1 - fraction;
  const taps = Float64Array.from({ length: TAPS }, (_, k) => {
    const x = Math.PI * distance(k);
    return (Math.sin(x) / x) * kaiser(distance(k) / HALF_TAPS);
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  for (let k = 0; k < TAPS; k++) taps[k] /= sum;
  // what a ramp would be off by, made good between the two neighbours
  const offset = taps.reduce((total, tap, k) => total + tap * distance(k), 0);
  taps[HALF_TAPS] -= offset;
  taps[HALF_TAPS - 1] += offset;
  return { taps, gain: ROUNDING * magnitude(taps), bend: ROUNDING * bendOf(taps, fraction) };
}

/** The taps less linear interpolation, written as weights of second differences: they are its second sums. */
function bendOf(taps: Float64Array, fraction: number): number {
  const rest = taps.slice();
  rest[HALF_TAPS - 1] -= 1 - fraction;
  rest[HALF_TAPS] -= fraction;
  let slope = 0;
  let bend = 0;
  return magnitude(
    rest.map((tap) => {
      slope += tap;
      bend += slope;
      return bend;
    }),
  );
}

function magnitude(values: Float64Array): number {
  return values.reduce((sum, value) => sum + Math.abs(value), 0);
}

/** Kaiser's window at -1..1. */
function kaiser(x: number): number {
  return bessel(BETA * Math.sqrt(Math.max(0, 1 - x * x))) / bessel(BETA);
}

/** The modified Bessel function of order zero. */
function bessel(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
