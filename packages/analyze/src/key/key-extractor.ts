import type { ChromaFrames } from '../features/chroma-frames.ts';
import type { FrameSink } from '../features/feature-pipeline.ts';
import { LONG_RATE } from '../features/frame-features.ts';
import { GrowingArray } from '../series/growing-array.ts';
import { bassTone, pitchClassOf } from './bass-tones.ts';
import type { Harmony } from './key-evidence.ts';
import { createPitchClassFolder, FINE_BINS, tunedChroma } from './pitch-classes.ts';
import { createTonalPeakFinder } from './tonal-peaks.ts';

/** Harmony of a track. */
export interface KeyFeatures extends Harmony {
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

/** Creates an extractor that keeps two times `FINE_BINS` numbers and a bass tone per long frame. */
export function createKeyExtractor(): KeyExtractor {
  const findPeaks = createTonalPeakFinder();
  const folder = createPitchClassFolder();
  const chroma = new GrowingArray(FINE_BINS);
  const tones = new GrowingArray(FINE_BINS);
  const bass = new GrowingArray(1);
  return {
    onLongFrame(power) {
      const peaks = findPeaks(power);
      const at = chroma.extend();
      tones.extend();
      folder.fold(peaks, { chroma: chroma.values, tones: tones.values }, at);
      const bassAt = bass.extend();
      bass.values[bassAt] = bassTone(peaks) ?? Number.NaN;
    },
    finish() {
      const tuning = folder.tuning();
      return {
        chroma: { values: tunedChroma(chroma.take(), tuning), rate: LONG_RATE },
        tones: { values: tunedChroma(tones.take(), tuning), rate: LONG_RATE },
        bass: Int8Array.from(bass.take(), (tone) => (Number.isNaN(tone) ? -1 : pitchClassOf(tone, tuning))),
        tuningCents: 100 * tuning,
        tonality: folder.tonality(),
      };
    },
  };
}
