import type { LongFrameListener } from '../front-end.ts';
import { GrowingArray } from '../growing-array.ts';
import { createPitchClassFolder, FINE_BINS, tunedChroma } from './pitch-classes.ts';
import { createPeakFinder } from './spectral-peaks.ts';

/** What was heard of a track's harmony. */
export interface KeyHearing {
  /**
   * Strength of the twelve pitch classes from C, frames × 12 at {@link LONG_RATE}: sums of compressed magnitudes, 0 or more and 0 in silence.
   * In the track's own tuning.
   */
  chroma: Float32Array;
  /** Cents from A4 = 440 Hz, −50..50. */
  tuningCents: number;
  /** How many tones sound together and in tune; well below 1 there are no notes. */
  tonality: number;
}

/** Listens to the harmony of one track. */
export interface KeyTracker {
  onLongFrame: LongFrameListener;
  /** Ends the track. */
  finish(): KeyHearing;
}

/** One pass, {@link FINE_BINS} numbers kept per long frame. */
export function createKeyTracker(): KeyTracker {
  const findPeaks = createPeakFinder();
  const folder = createPitchClassFolder();
  const fine = new GrowingArray(FINE_BINS);
  return {
    onLongFrame(power) {
      const at = fine.extend();
      folder.fold(findPeaks(power), fine.values, at);
    },
    finish() {
      const tuning = folder.tuning();
      return { chroma: tunedChroma(fine.take(), tuning), tuningCents: 100 * tuning, tonality: folder.tonality() };
    },
  };
}
