/** Samples on each side that a value between two samples depends on. */
export const HALF_TAPS = 16;
const TAPS = 2 * HALF_TAPS;
/** Shape of the Kaiser window. The response is flat within 0.02 dB up to 0.88 of half the rate. */
const BETA = 6;
/** Margin, so that rounding never makes a bound too small. */
const ROUNDING = 1 + 1e-9;

/** Interpolator for one place: `taps[k]` is the weight of sample `n + k - HALF_TAPS + 1` at `n + fraction`. */
export interface Phase {
  taps: Float64Array;
  /** Bound of a value, as a multiple of the largest of its samples. */
  gain: number;
  /** Bound of the distance from the line between its neighbours, as a multiple of the largest second difference. */
  bend: number;
}

/**
 * Creates the windowed-sinc interpolators for `factor` times the rate: one for each place between two samples.
 * Constants and straight lines pass unchanged, so {@link Phase.bend} is a bound.
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
  // corrects the error for a ramp at the two nearest samples
  const offset = taps.reduce((total, tap, k) => total + tap * distance(k), 0);
  taps[HALF_TAPS] -= offset;
  taps[HALF_TAPS - 1] += offset;
  return { taps, gain: ROUNDING * magnitude(taps), bend: ROUNDING * bendOf(taps, fraction) };
}

/** Sums the weights that the taps, less linear interpolation, give to second differences. */
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

function kaiser(x: number): number {
  return bessel(BETA * Math.sqrt(Math.max(0, 1 - x * x))) / bessel(BETA);
}

function bessel(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
