import { ANALYSIS_RATE } from '../features/analysis-rate.ts';
import { LONG_FRAME_SIZE } from '../features/frame-features.ts';

const BIN_HZ = ANALYSIS_RATE / LONG_FRAME_SIZE;
/** Below, a bin is wider than a semitone and drums are louder than notes. */
const MIN_BIN = Math.round(48 / BIN_HZ);
/** Above, there is little but harmonics of harmonics. */
const MAX_BIN = Math.round(5000 / BIN_HZ);
/** A peak is compared with the mean magnitude of its neighbourhood: two semitones either way, and never fewer bins than a tone is wide. */
const NEIGHBOURHOOD = 0.15;
const MIN_NEIGHBOURHOOD_BINS = 8;
const BINS = Math.ceil(MAX_BIN * (1 + NEIGHBOURHOOD)) + 1;
/** How far a peak must rise above that mean; noise hardly does. */
const PROMINENCE = 2.2;
/** Power of −80 dBFS. */
const FLOOR = 1e-8;
/** Magnitude 40 dB below the loudest bin of the frame. */
const RELATIVE_FLOOR = 1e-2;
/** More are not looked at; noise alone has as many. */
export const MAX_PEAKS = 256;

/** The tones of a frame; the first `count` elements hold. */
export interface TonalPeaks {
  count: number;
  readonly hertz: Float64Array;
  /** Magnitude, a full-scale sine 1: the weaker of this frame's and the one before's. */
  readonly magnitude: Float64Array;
}

/** Finds the tones of one long frame after another. Gives the same object every time. */
export type PeakFinder = (power: Float32Array) => TonalPeaks;

/**
 * Picks the peaks of a power spectrum that stand out from their neighbourhood, their frequency by a parabola through the logarithms of three
 * bins. A peak counts as much as was already there a frame, 93 ms, ago: a tone goes on, a drum is gone.
 *
 * @see Smith and Serra, "PARSHL" (ICMC 1987), for the parabola
 * @see Mauch and Dixon, "Approximate note transcription for the improved identification of difficult chords" (ISMIR 2010), for the running mean
 * @see FitzGerald, "Harmonic/percussive separation using median filtering" (DAFx 2010), of which the minimum of two frames is the least
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

/** Where the parabola through three logarithms has its top, −0.5..0.5 from the middle one. */
function vertex(left: number, middle: number, right: number): number {
  const a = Math.log(left / middle + 1e-12);
  const c = Math.log(right / middle + 1e-12);
  const curvature = a + c;
  return curvature < 0 ? (0.5 * (a - c)) / curvature : 0;
}
