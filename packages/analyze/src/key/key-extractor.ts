import type { ChromaFrames } from '../features/chroma-frames.ts';
import type { FrameSink } from '../features/feature-pipeline.ts';
import { LONG_RATE } from '../features/frame-features.ts';
import { GrowingArray } from '../series/growing-array.ts';
import { createPitchClassFolder, FINE_BINS, tunedChroma } from './pitch-classes.ts';
import { createTonalPeakFinder } from './tonal-peaks.ts';

/** The harmony of a track. */
export interface KeyFeatures {
  /** Sums of compressed magnitudes, one frame per long frame. */
  chroma: ChromaFrames;
  /** Cents from A4 = 440 Hz, −50..50. */
  tuningCents: number;
  /** Tones that sound together and in tune, 0 or more; well below 1 where there are no notes. */
  tonality: number;
}

/** Extracts the harmony of one track from its long frames. */
export interface KeyExtractor {
  onLongFrame: FrameSink;
  /** Ends the track. */
  finish(): KeyFeatures;
}

/** Creates an extractor that keeps {@link FINE_BINS} numbers per long frame. */
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
