import { beatsPerBar as readBeats } from '@rbassist/core';

const MOST = 32;

/** Returns the beats of a bar, e.g. 4 for "4/4"; 4 if the metre is unreadable. */
export function beatsPerBar(metre: string): number {
  const beats = readBeats(metre.trim()) ?? Number.parseInt(metre, 10);
  return beats >= 1 && beats <= MOST ? beats : 4;
}
