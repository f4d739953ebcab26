import type { ChromaFrames } from '../features/chroma-frames.ts';
import type { FrameSink } from '../features/feature-pipeline.ts';
import { LONG_RATE } from '../features/frame-features.ts';
import { GrowingArray } from '../series/growing-array.ts';
import { createPitchClassFolder, FINE_BINS, tunedChroma } from './pitch-classes.ts';
import { createTonalPeakFinder } from './tonal-peaks.ts';

/** Harmony of a track. */
export interface KeyFeatures {
  /** Sums of compressed magnitudes, one for each long frame. */
  chroma: ChromaFrames;
  /** Cents from A4 = 440 Hz, −50..50. */
  tuningCents: number;
  /** Number of tones per frame, reduced if they disagree on the tuning, 0 or more. Well below 1 without notes. */
  tonality: number;
}

export interface KeyExtractor {
  onLongFrame: FrameSink;
  finish(): KeyFeatures;
}

/** Creates an extractor that keeps `FINE_BINS` numbers per long frame. */
export function createKeyExtractor(): KeyExtractor {
  const findPeaks = createTonalPeakFinder();
  const folder = createPitchClassFolder();
  const fine = new GrowingArray(FINE_BINS);
  return {
    onLongFrame(power) {
      const at = fine.extend();
      folder.fold(findPeaks(power), fine.values, at);
    },
    finish() {
      const tuning = folder.tuning();
      return {
        chroma: { values: tunedChroma(fine.take(), tuning), rate: LONG_RATE },
        tuningCents: 100 * tuning,
        tonality: folder.tonality(),
      };
    },
  };
}
