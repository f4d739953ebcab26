export const SHAPES = ['centroid', 'spread', 'rolloff', 'fullness'] as const;

const ROLLOFF_SHARE = 0.9;
/** Minimum total power of a spectrum at unit loudness that is not silent. */
const SILENT_POWER = 1e-9;

/**
 * Writes the shape of a power spectrum, without the bin at 0 Hz, to `out` from `offset`. All values are 0 for silence.
 *
 * Centroid and spread are those of the amplitudes, in bins. Rolloff is the bin below which 90 % of the power is.
 * Fullness is the mean amplitude divided by the root mean square amplitude: near 0 for a single line, 1 for a flat
 * spectrum.
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
