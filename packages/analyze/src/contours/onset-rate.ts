import type { FrameFeatures } from '../features/frame-features.ts';
import { isOnsetPeak } from './onset-peaks.ts';

/** Smallest strength of an onset that counts. Notes of a pad or of rain stay below; drums at any usual level do not. */
const CLEAR_ONSET = 0.2;

/** Counts the clear onsets per second. In music it is 0 to 10: ambient below 1, a beat 3 to 5, breakbeats 6 or more. */
export function onsetRate({ onset, durationS }: FrameFeatures): number {
  let count = 0;
  for (let i = 0; i < onset.length; i++) if (onset[i] > CLEAR_ONSET && isOnsetPeak(onset, i)) count++;
  return durationS > 0 ? count / durationS : 0;
}
