import { MARK_TYPES } from '../marks/position-mark.ts';
import { MARK_LIMITS } from '../marks/position-marks.ts';
import type { DjGridAnchor, DjMark } from '../model/dj-track.ts';
import { numberOf, wholeOf } from './xml-values.ts';

const KINDS: ReadonlyMap<number, DjMark['kind']> = new Map(
  Object.entries(MARK_TYPES).map(([kind, type]) => [Number(type), kind as DjMark['kind']]),
);
const LAST_PAD = MARK_LIMITS.hot - 1;

/** Reads a POSITION_MARK from names and values in turn; undefined if its type, its pad or its start is invalid. */
export function readMark(flat: readonly string[]): DjMark | undefined {
  let name = '';
  let type = '';
  let start = '';
  let end: string | undefined;
  let num = '';
  let red: string | undefined;
  let green: string | undefined;
  let blue: string | undefined;
  for (let at = 0; at < flat.length; at += 2) {
    const key = flat[at];
    const value = flat[at + 1];
    if (key === 'Name') name = value;
    else if (key === 'Type') type = value;
    else if (key === 'Start') start = value;
    else if (key === 'End') end = value;
    else if (key === 'Num') num = value;
    else if (key === 'Red') red = value;
    else if (key === 'Green') green = value;
    else if (key === 'Blue') blue = value;
  }
  const kind = KINDS.get(wholeOf(type) ?? -1);
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

/** Reads a TEMPO from names and values in turn; undefined if its place or its tempo is invalid. */
export function readTempo(flat: readonly string[]): DjGridAnchor | undefined {
  let start: string | undefined;
  let tempo: string | undefined;
  let metre = '4/4';
  let beat: string | undefined;
  for (let at = 0; at < flat.length; at += 2) {
    const key = flat[at];
    const value = flat[at + 1];
    if (key === 'Inizio') start = value;
    else if (key === 'Bpm') tempo = value;
    else if (key === 'Metro') metre = value;
    else if (key === 'Battito') beat = value;
  }
  const timeS = numberOf(start);
  const bpm = numberOf(tempo);
  if (timeS === undefined || bpm === undefined || bpm <= 0) return undefined;
  return { timeS, bpm, metre, beat: Math.max(1, wholeOf(beat) ?? 1) };
}

function colorOf(red: string, green: string | undefined, blue: string | undefined): number | undefined {
  const [r, g, b] = [wholeOf(red), wholeOf(green), wholeOf(blue)];
  const isByte = (value: number | undefined): value is number => value !== undefined && value >= 0 && value <= 255;
  return isByte(r) && isByte(g) && isByte(b) ? (r << 16) | (g << 8) | b : undefined;
}
