import type { Frames } from './frames.ts';

export const PITCH_CLASSES = 12;

export interface Chroma {
  /** Long frames × 12 from C, each frame with unit length, or all 0 without tones. */
  readonly frames: Float32Array;
  /** Mean over the tonal frames, with unit length, or all 0. */
  readonly mean: Float32Array;
  /** Semitones from A4 = 440 Hz, −0.5..0.5. */
  readonly tuning: number;
  /** Agreement of the partials on that tuning, 0..1. */
  readonly tuningStrength: number;
}

/**
 * Folds spectral peaks into pitch classes and corrects the tuning, the circular mean of the peaks' distances from the
 * nearest semitone.
 *
 * @see Gómez, "Tonal description of music audio signals" (2006)
 */
export function chromaOf({ peaks, longCount }: Frames): Chroma {
  let cosines = 0;
  let sines = 0;
  let total = 0;
  for (let i = 0; i < peaks.count; i++) {
    const angle = 2 * Math.PI * peaks.pitch[i];
    cosines += peaks.strength[i] * Math.cos(angle);
    sines += peaks.strength[i] * Math.sin(angle);
    total += peaks.strength[i];
  }
  const tuning = Math.atan2(sines, cosines) / (2 * Math.PI);
  const frames = new Float32Array(longCount * PITCH_CLASSES);
  for (let i = 0; i < peaks.count; i++) {
    const pitch = peaks.pitch[i] - tuning;
    const note = Math.round(pitch);
    // a partial halfway between two semitones counts for neither
    const belonging = 1 - 2 * Math.abs(pitch - note);
    frames[peaks.frame[i] * PITCH_CLASSES + (note % PITCH_CLASSES)] += peaks.strength[i] * belonging;
  }
  const mean = new Float32Array(PITCH_CLASSES);
  for (let start = 0; start < frames.length; start += PITCH_CLASSES) {
    const frame = frames.subarray(start, start + PITCH_CLASSES);
    toUnitLength(frame);
    for (let k = 0; k < PITCH_CLASSES; k++) mean[k] += frame[k];
  }
  toUnitLength(mean);
  return { frames, mean, tuning, tuningStrength: total > 0 ? Math.hypot(cosines, sines) / total : 0 };
}

function toUnitLength(vector: Float32Array): void {
  let squares = 0;
  for (let i = 0; i < vector.length; i++) squares += vector[i] * vector[i];
  if (squares === 0) return;
  const scale = 1 / Math.sqrt(squares);
  for (let i = 0; i < vector.length; i++) vector[i] *= scale;
}
