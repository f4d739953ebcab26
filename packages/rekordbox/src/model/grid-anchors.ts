import type { DjGridAnchor } from './dj-track.ts';

const BEATS_PER_BAR = 4;
/** Rounding of positions must not count as another beat. */
const TOLERANCE_BEATS = 1e-3;

/** A beat of known number: beat 0 begins a bar. */
export interface NumberedBeat {
  timeS: number;
  number: number;
}

/** Returns the anchor of a constant tempo from a beat on. An anchor before 0 moves to the first beat from 0 on. */
export function anchorFrom({ timeS, number }: NumberedBeat, bpm: number): DjGridAnchor | undefined {
  const beatS = 60 / bpm;
  if (!(bpm > 0) || !Number.isFinite(timeS) || !Number.isFinite(beatS)) return undefined;
  const steps = timeS < 0 ? Math.ceil(-timeS / beatS - TOLERANCE_BEATS) : 0;
  const beat = (((number + steps) % BEATS_PER_BAR) + BEATS_PER_BAR) % BEATS_PER_BAR;
  return { timeS: Math.max(0, timeS + steps * beatS), bpm, metre: '4/4', beat: beat + 1 };
}

/** Returns the anchors of numbered beats with a constant tempo in between. The last beat ends the grid. */
export function anchorsBetween(beats: readonly NumberedBeat[]): DjGridAnchor[] {
  const anchors: DjGridAnchor[] = [];
  for (const [i, beat] of beats.slice(0, -1).entries()) {
    const next = beats[i + 1];
    if (next.timeS < 0) continue;
    const bpm = (60 * (next.number - beat.number)) / (next.timeS - beat.timeS);
    const anchor = anchorFrom(beat, bpm);
    if (anchor !== undefined && anchor.timeS < next.timeS) anchors.push(anchor);
  }
  return anchors;
}
