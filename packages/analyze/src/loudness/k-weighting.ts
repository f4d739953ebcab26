/** A second-order filter, `y = (b0 + b1 z⁻¹ + b2 z⁻²) / (1 + a1 z⁻¹ + a2 z⁻²) x`. */
export interface Biquad {
  b0: number;
  b1: number;
  b2: number;
  a1: number;
  a2: number;
}

/** Analog filters whose bilinear transforms at 48 kHz are the two tables of the standard. */
const SHELF = { hertz: 1681.974450955533, gainDb: 3.999843853973347, q: 0.7071752369554196 };
/** Exponent of the shelf's gain in its middle term. */
const SHELF_MIDDLE = 0.4996667741545416;
const HIGH_PASS = { hertz: 38.13547087602444, q: 0.5003270373238773 };
const TABLE_RATE = 48_000;
/** Warped frequencies stay below half the rate. */
const MAX_WARP_SHARE = 0.49;

/**
 * Returns the K-weighting of ITU-R BS.1770-4 for any rate: a shelf for the head, then a high pass. The standard has
 * coefficients only for 48 kHz, so both filters are derived from their analog prototypes.
 */
export function kWeighting(sampleRate: number): readonly [shelf: Biquad, highPass: Biquad] {
  return [shelf(sampleRate), highPass(sampleRate)];
}

function shelf(sampleRate: number): Biquad {
  const k = warped(SHELF.hertz, sampleRate);
  const high = 10 ** (SHELF.gainDb / 20);
  const middle = high ** SHELF_MIDDLE;
  const a0 = 1 + k / SHELF.q + k * k;
  return {
    b0: (high + (middle * k) / SHELF.q + k * k) / a0,
    b1: (2 * (k * k - high)) / a0,
    b2: (high - (middle * k) / SHELF.q + k * k) / a0,
    a1: (2 * (k * k - 1)) / a0,
    a2: (1 - k / SHELF.q + k * k) / a0,
  };
}

function highPass(sampleRate: number): Biquad {
  const k = warped(HIGH_PASS.hertz, sampleRate);
  const a0 = denominator(k);
  // the table's coefficients 1, -2, 1 have a gain above 1, and other rates need the same gain
  const gain = denominator(warped(HIGH_PASS.hertz, TABLE_RATE)) / a0;
  return { b0: gain, b1: -2 * gain, b2: gain, a1: (2 * (k * k - 1)) / a0, a2: (1 - k / HIGH_PASS.q + k * k) / a0 };
}

function denominator(k: number): number {
  return 1 + k / HIGH_PASS.q + k * k;
}

/** Prewarps a frequency, so that the bilinear transform keeps it. */
function warped(hertz: number, sampleRate: number): number {
  return Math.tan(Math.PI * Math.min(hertz / sampleRate, MAX_WARP_SHARE));
}
