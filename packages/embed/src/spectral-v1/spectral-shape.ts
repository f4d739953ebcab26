/** Measurements of {@link spectralShape}, in this order. */
export const SHAPES = ['centroid', 'spread', 'rolloff', 'fullness'] as const;

const ROLLOFF_SHARE = 0.9;
/** Total power below which a spectrum at unit loudness counts as silent. */
const SILENT_POWER = 1e-9;

/**
 * Writes the shape of a power spectrum to `out` from `offset`, the bin at 0 Hz left out: centroid and spread of the
 * amplitudes, in bins; rolloff, the bin below which 90 % of the power lies; fullness, the mean amplitude over the root
 * mean square amplitude, from near 0 for a single line to 1 for a flat spectrum. All 0 for silence.
 *
 * @see Peeters, "A large set of audio features for sound description" (2004)
 */
export function spectralShape(power: Float32Array, out: Float32Array, offset: number): void {
  let amplitudes = 0;
  let first = 0;
  let second = 0;
  let total = 0;
  for (let bin = 1; bin < power.length; bin++) {
    const amplitude = Math.sqrt(power[bin]);
    const moment = bin * amplitude;
    amplitudes += amplitude;
    first += moment;
    second += bin * moment;
    total += power[bin];
  }
  if (total < SILENT_POWER) {
    out.fill(0, offset, offset + SHAPES.length);
    return;
  }
  const centroid = first / amplitudes;
  out[offset] = centroid;
  out[offset + 1] = Math.sqrt(Math.max(0, second / amplitudes - centroid * centroid));
  out[offset + 2] = rolloffBin(power, ROLLOFF_SHARE * total);
  out[offset + 3] = amplitudes / Math.sqrt(total * (power.length - 1));
}

function rolloffBin(power: Float32Array, target: number): number {
  let sum = 0;
  for (let bin = 1; bin < power.length; bin++) {
    sum += power[bin];
    if (sum >= target) return bin;
  }
  return power.length - 1;
}
