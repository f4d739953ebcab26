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
  const beats: AnlzBeat[] = [];
  eachBeat(section, (beat, hundredths, timeMs) => beats.push({ beat, bpm: hundredths / 100, timeMs }));
  return beats;
}

/** Returns the anchors of a section PQTZ, as {@link anchorsOf} does for its beats, which are many. */
export function sectionAnchors(section: AnlzSection): DjGridAnchor[] {
  const anchors = new AnchorList();
  eachBeat(section, (beat, hundredths, timeMs) => anchors.add(beat, hundredths / 100, timeMs));
  return anchors.found;
}

/**
 * Returns the anchors that Rekordbox writes into XML for these beats. The first beat is one. So is each beat whose
 * tempo is new, or whose time is 1 ms or more from the line drawn from the last anchor.
 */
export function anchorsOf(beats: readonly AnlzBeat[]): DjGridAnchor[] {
  const anchors = new AnchorList();
  for (const { beat, bpm, timeMs } of beats) anchors.add(beat, bpm, timeMs);
  return anchors.found;
}

function eachBeat(section: AnlzSection, take: (beat: number, hundredths: number, timeMs: number) => void): void {
  const { bytes, headerLength } = section;
  const count = bytes.readUInt32BE(20);
  requireEntries(section, count, ENTRY);
  const view = new DataView(bytes.buffer, bytes.byteOffset + headerLength, count * ENTRY);
  for (let at = 0; at < view.byteLength; at += ENTRY) {
    take(view.getUint16(at), view.getUint16(at + 2), view.getUint32(at + 4));
  }
}

/** Distance from the line at which Rekordbox starts a new anchor; less than 1 ms by more than any rounding error. */
const LATE_MS = 1 - 1e-6;

class AnchorList {
  readonly found: DjGridAnchor[] = [];
  #bpm = 0;
  #timeMs = 0;
  /** Beats since the last anchor. */
  #count = 0;

  add(beat: number, bpm: number, timeMs: number): void {
    if (!(bpm > 0)) return;
    this.#count++;
    const lateMs = this.#timeMs + (this.#count * 60_000) / this.#bpm - timeMs;
    if (bpm === this.#bpm && Math.abs(lateMs) < LATE_MS) return;
    this.#bpm = bpm;
    this.#timeMs = timeMs;
    this.#count = 0;
    this.found.push({ timeS: timeMs / 1000, bpm, metre: '4/4', beat });
  }
}
