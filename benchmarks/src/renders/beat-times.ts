import type { StatedBeat } from './piece.ts';

/** Returns the seconds of all beats before `endS`. */
export function beatTimes({ bpm, firstS }: StatedBeat, endS: number): number[] {
  const count = Math.max(0, Math.ceil(((endS - firstS) * bpm) / 60 - 1e-9));
  return Array.from({ length: count }, (_, i) => firstS + (i * 60) / bpm);
}

/** Returns the beats that start a bar. Empty if the bars are unknown. */
export function downbeatsOf({ metre }: StatedBeat, beats: readonly number[]): number[] {
  if (!metre) return [];
  return beats.filter((_, i) => i >= metre.firstDownbeat && (i - metre.firstDownbeat) % metre.beats === 0);
}
