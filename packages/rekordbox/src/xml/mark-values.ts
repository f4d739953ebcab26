import type { DjGridAnchor, DjMark } from '../model/dj-track.ts';
import type { XmlAttributes } from './xml-element.ts';
import { numberOf, wholeOf } from './xml-values.ts';

/** Kinds of POSITION_MARK by their Type. */
export const MARK_KINDS: readonly DjMark['kind'][] = ['cue', 'fade-in', 'fade-out', 'load', 'loop'];

/** Last pad of a hot cue: Rekordbox 7 has 16. */
const LAST_PAD = 15;

/** Reads a POSITION_MARK; undefined if its type, its pad or its start is invalid. */
export function readMark(attributes: XmlAttributes): DjMark | undefined {
  let name = '';
  let type = '';
  let start = '';
  let end: string | undefined;
  let num = '';
  let red: string | undefined;
  let green: string | undefined;
  let blue: string | undefined;
  for (const [key, value] of attributes) {
    if (key === 'Name') name = value;
    else if (key === 'Type') type = value;
    else if (key === 'Start') start = value;
    else if (key === 'End') end = value;
    else if (key === 'Num') num = value;
    else if (key === 'Red') red = value;
    else if (key === 'Green') green = value;
    else if (key === 'Blue') blue = value;
  }
  const kind = MARK_KINDS[wholeOf(type) ?? -1];
  const startS = numberOf(start);
  const pad = wholeOf(num);
  if (kind === undefined || startS === undefined || pad === undefined || pad < -1 || pad > LAST_PAD) return undefined;
  const endS = end === undefined ? null : (numberOf(end) ?? null);
  const mark: DjMark = { kind, name, pad: pad === -1 ? null : pad, startS, endS };
  if (red !== undefined) {
    const color = colorOf(red, green, blue);
    if (color !== undefined) mark.color = color;
  }
  return mark;
}

/** Reads a TEMPO; undefined if its place or its tempo is invalid. */
export function readTempo(attributes: XmlAttributes): DjGridAnchor | undefined {
  const timeS = numberOf(attributes.get('Inizio'));
  const bpm = numberOf(attributes.get('Bpm'));
  if (timeS === undefined || bpm === undefined || bpm <= 0) return undefined;
  const metre = attributes.get('Metro') ?? '4/4';
  return { timeS, bpm, metre, beat: Math.max(1, wholeOf(attributes.get('Battito')) ?? 1) };
}

function colorOf(red: string, green: string | undefined, blue: string | undefined): number | undefined {
  const [r, g, b] = [wholeOf(red), wholeOf(green), wholeOf(blue)];
  const isByte = (value: number | undefined): value is number => value !== undefined && value >= 0 && value <= 255;
  return isByte(r) && isByte(g) && isByte(b) ? (r << 16) | (g << 8) | b : undefined;
}
