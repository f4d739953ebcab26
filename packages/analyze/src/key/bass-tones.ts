import type { TonalPeaks } from './tonal-peaks.ts';

/** Highest bass tone, about C4. */
const MAX_HZ = 260;
/** A bass tone is at most 20 dB below the loudest tone of its frame. */
const MIN_SHARE = 0.1;
const A4_HZ = 440;
const A4_CLASS = 9;

/** Returns the lowest strong tone of a frame in semitones from C, by A4 = 440 Hz. Undefined if it is above the bass. */
export function bassTone({ count, hertz, magnitude }: TonalPeaks): number | undefined {
  let loudest = 0;
  for (let i = 0; i < count; i++) if (magnitude[i] > loudest) loudest = magnitude[i];
  for (let i = 0; i < count && hertz[i] < MAX_HZ; i++) {
    if (magnitude[i] > MIN_SHARE * loudest) return 12 * Math.log2(hertz[i] / A4_HZ) + A4_CLASS;
  }
  return undefined;
}

/** Returns the nearest pitch class of a tone, 0..11, in a tuning of `semitonesOff`. */
export function pitchClassOf(semitones: number, semitonesOff: number): number {
  return ((Math.round(semitones - semitonesOff) % 12) + 12) % 12;
}
