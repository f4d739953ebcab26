import type { DjGridAnchor } from '../model/dj-track.ts';
import { type AnlzSection, requireEntries } from './anlz-sections.ts';

/** A beat as Rekordbox analysed or the DJ corrected it. */
export interface AnlzBeat {
  /** Beat of the bar, 1 to 4. */
  beat: number;
  bpm: number;
  /** Milliseconds in Rekordbox's time. */
  timeMs: number;
}

const ENTRY = 8;

/** Reads a section PQTZ. */
export function beatsOf(section: AnlzSection): AnlzBeat[] {
  const { bytes, headerLength } = section;
  const count = bytes.readUInt32BE(20);
  requireEntries(section, count, ENTRY);
  const beats: AnlzBeat[] = [];
  for (let at = headerLength; beats.length < count; at += ENTRY) {
    beats.push({
      beat: bytes.readUInt16BE(at),
      bpm: bytes.readUInt16BE(at + 2) / 100,
      timeMs: bytes.readUInt32BE(at + 4),
    });
  }
  return beats;
}

/** Distance from the line at which Rekordbox starts a new anchor; less than 1 ms by more than any rounding error. */
const LATE_MS = 1 - 1e-6;

/**
 * Returns the anchors that Rekordbox writes into XML for these beats. The first beat is one. So is each beat whose
 * tempo is new, or whose time is 1 ms or more from the line drawn from the last anchor.
 */
export function anchorsOf(beats: readonly AnlzBeat[]): DjGridAnchor[] {
  const anchors: DjGridAnchor[] = [];
  let from: AnlzBeat | undefined;
  let count = 0;
  for (const beat of beats) {
    if (!(beat.bpm > 0)) continue;
    count++;
    const lineMs = from && from.timeMs + (count * 60_000) / from.bpm;
    if (lineMs !== undefined && beat.bpm === from?.bpm && Math.abs(lineMs - beat.timeMs) < LATE_MS) continue;
    from = beat;
    count = 0;
    anchors.push({ timeS: beat.timeMs / 1000, bpm: beat.bpm, metre: '4/4', beat: beat.beat });
  }
  return anchors;
}
