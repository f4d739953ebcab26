import type { DjGridAnchor } from '../model/dj-track.ts';
import { type AnlzSection, entriesOf } from './anlz-sections.ts';

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
  return entriesOf(section, section.bytes.readUInt32BE(20), ENTRY).map((entry) => ({
    beat: entry.readUInt16BE(0),
    bpm: entry.readUInt16BE(2) / 100,
    timeMs: entry.readUInt32BE(4),
  }));
}

/**
 * Returns the anchors that Rekordbox writes into XML for these beats: the first beat, and each whose tempo or millisecond
 * differs from the line drawn from the last anchor.
 */
export function anchorsOf(beats: readonly AnlzBeat[]): DjGridAnchor[] {
  const anchors: DjGridAnchor[] = [];
  let from: AnlzBeat | undefined;
  let count = 0;
  for (const beat of beats) {
    if (!(beat.bpm > 0)) continue;
    count++;
    if (from && beat.bpm === from.bpm && Math.round(from.timeMs + (count * 60_000) / from.bpm) === beat.timeMs)
      continue;
    from = beat;
    count = 0;
    anchors.push({ timeS: beat.timeMs / 1000, bpm: beat.bpm, metre: '4/4', beat: beat.beat });
  }
  return anchors;
}
