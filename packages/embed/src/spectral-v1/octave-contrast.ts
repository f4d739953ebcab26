/** Edges, in hertz, of the bands that {@link octaveContrast} measures. */
export const CONTRAST_EDGES_HZ = [60, 200, 400, 800, 1600, 3200, 6400, 10_500] as const;

export const CONTRAST_BANDS = CONTRAST_EDGES_HZ.length - 1;

/** Added power, so that the ratio of an empty band is 1. */
const FLOOR = 1e-4;

/**
 * Returns a function that measures the contrast of octave bands: the level of the strongest bin above the mean power,
 * in decibels. It is high for pure tones and low for noise.
 *
 * @see Jiang et al., "Music type classification by spectral contrast feature" (2002)
 */
export function octaveContrast(sampleRate: number, fftSize: number) {
  const edges = CONTRAST_EDGES_HZ.map((hz) => Math.round((hz * fftSize) / sampleRate));
  /** Writes one value per band of a power spectrum to `out` from `offset`. */
  return (power: Float32Array, out: Float32Array, offset: number): void => {
    for (let band = 0; band < CONTRAST_BANDS; band++) {
      let sum = 0;
      let strongest = 0;
      for (let bin = edges[band]; bin < edges[band + 1]; bin++) {
        sum += power[bin];
        if (power[bin] > strongest) strongest = power[bin];
      }
      const mean = sum / (edges[band + 1] - edges[band]);
      out[offset + band] = 10 * Math.log10((strongest + FLOOR) / (mean + FLOOR));
    }
  };
}
