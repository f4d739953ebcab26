/** Frequency in hertz and mel where the scale changes from linear to logarithmic. */
const BREAK = { hz: 1000, mel: 15 } as const;
/** Mel per natural logarithm of frequency above the break. */
const MEL_PER_LOG = 27 / Math.log(6.4);

function hzToMel(hz: number): number {
  return hz < BREAK.hz ? (hz * BREAK.mel) / BREAK.hz : BREAK.mel + Math.log(hz / BREAK.hz) * MEL_PER_LOG;
}

function melToHz(mel: number): number {
  return mel < BREAK.mel ? (mel * BREAK.hz) / BREAK.mel : BREAK.hz * Math.exp((mel - BREAK.mel) / MEL_PER_LOG);
}

/**
 * Returns the weights of triangular mel filters from 0 Hz to half the rate: `bands` rows of `fftSize / 2 + 1` bins.
 * Each filter has the area 1 over frequency in hertz. These are librosa's default filters.
 *
 * @see Slaney, Auditory Toolbox, 1998.
 */
export function slaneyMel({ bands, sampleRate, fftSize }: { bands: number; sampleRate: number; fftSize: number }) {
  const top = hzToMel(sampleRate / 2);
  const edges = Array.from({ length: bands + 2 }, (_, i) => melToHz((i * top) / (bands + 1)));
  const bins = fftSize / 2 + 1;
  const weights = new Float64Array(bands * bins);
  for (let band = 0; band < bands; band++) {
    const [left, centre, right] = edges.slice(band, band + 3);
    const height = 2 / (right - left);
    for (let bin = 0; bin < bins; bin++) {
      const hz = (bin * sampleRate) / fftSize;
      const slope = Math.min((hz - left) / (centre - left), (right - hz) / (right - centre));
      weights[band * bins + bin] = height * Math.max(0, slope);
    }
  }
  return weights;
}
