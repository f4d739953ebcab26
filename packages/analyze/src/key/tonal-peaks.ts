import { ANALYSIS_RATE } from '../features/analysis-rate.ts';
import { LONG_FRAME_SIZE } from '../features/frame-features.ts';

const BIN_HZ = ANALYSIS_RATE / LONG_FRAME_SIZE;
/** Below it, bins are wider than a semitone and drums are louder than notes. */
const MIN_BIN = Math.round(48 / BIN_HZ);
/** Above it, most peaks are high harmonics. */
const MAX_BIN = Math.round(5000 / BIN_HZ);
/** Neighbourhood on either side of a peak, as a share of its bin: about two semitones. */
const NEIGHBOURHOOD = 0.15;
const MIN_NEIGHBOURHOOD_BINS = 8;
const BINS = Math.ceil(MAX_BIN * (1 + NEIGHBOURHOOD)) + 1;
/** Factor by which a peak must exceed the mean of its neighbourhood. Noise rarely does. */
const PROMINENCE = 2.2;
/** Power of −80 dBFS. */
const FLOOR = 1e-8;
/** Magnitude 40 dB below the loudest bin of the frame. */
const RELATIVE_FLOOR = 1e-2;
/** Maximum number of peaks per frame, reached only by noise. */
export const MAX_PEAKS = 256;

/** Tones of a frame. Only the first `count` elements are valid. */
export interface TonalPeaks {
  count: number;
  readonly hertz: Float64Array;
  /** The smaller magnitude of this frame and the previous one; 1 for a full-scale sine. */
  readonly magnitude: Float64Array;
}

/** Finds the tones of the next long frame. Returns the same object every time. */
export type PeakFinder = (power: Float32Array) => TonalPeaks;

/**
 * Picks the peaks of a power spectrum that stand out from their neighbourhood, with their frequency from a parabola
 * through three log powers. Its magnitude is the smaller one of this frame and the previous one, 93 ms earlier: tones
 * last, drums do not.
 *
 * @see Smith and Serra, "PARSHL" (ICMC 1987), for the parabola
 * @see Mauch and Dixon, "Approximate note transcription…" (ISMIR 2010), for the running mean
 * @see FitzGerald, "Harmonic/percussive separation using median filtering" (DAFx 2010), for the idea of the minimum
 */
export function createTonalPeakFinder(): PeakFinder {
  let now = new Float32Array(BINS);
  let before = new Float32Array(BINS);
  const sums = new Float64Array(BINS + 1);
  const peaks = { count: 0, hertz: new Float64Array(MAX_PEAKS), magnitude: new Float64Array(MAX_PEAKS) };
  return (power) => {
    [now, before] = [before, now];
    let loudest = 0;
    for (let k = 0; k < BINS; k++) {
      const magnitude = Math.sqrt(power[k]);
      now[k] = magnitude;
      sums[k + 1] = sums[k] + magnitude;
      if (k >= MIN_BIN && k < MAX_BIN && magnitude > loudest) loudest = magnitude;
    }
    const floor = Math.max(Math.sqrt(FLOOR), RELATIVE_FLOOR * loudest);
    peaks.count = 0;
    for (let k = MIN_BIN; k < MAX_BIN && peaks.count < MAX_PEAKS; k++) {
      const height = now[k];
      if (height < floor || height <= now[k - 1] || height < now[k + 1]) continue;
      const reach = Math.max(MIN_NEIGHBOURHOOD_BINS, Math.round(k * NEIGHBOURHOOD));
      const from = Math.max(0, k - reach);
      const to = Math.min(BINS, k + reach + 1);
      if (height * (to - from) < PROMINENCE * (sums[to] - sums[from])) continue;
      const lasting = Math.min(height, Math.max(before[k - 1], before[k], before[k + 1]));
      if (lasting < floor) continue;
      peaks.hertz[peaks.count] = (k + vertex(power[k - 1], power[k], power[k + 1])) * BIN_HZ;
      peaks.magnitude[peaks.count++] = lasting;
    }
    return peaks;
  };
}

/** Returns the vertex of the parabola through three log powers, −0.5..0.5 from the middle one. */
function vertex(left: number, middle: number, right: number): number {
  const a = Math.log(left / middle + 1e-12);
  const c = Math.log(right / middle + 1e-12);
  const curvature = a + c;
  return curvature < 0 ? (0.5 * (a - c)) / curvature : 0;
}
