import { inflateSync } from 'node:zlib';
import { byteReader } from '../model/byte-reader.ts';
import type { DjGridAnchor, DjMark, RgbColor } from '../model/dj-track.ts';
import { anchorsBetween } from '../model/grid-anchors.ts';

/** Real data has kilobytes; a hostile blob may unfold to gigabytes. */
const MAX_INFLATED_BYTES = 2 ** 24;
const MARKER_BYTES = 24;
const MAX_MARKS = 1000;
const MAX_SAMPLE_RATE = 1_000_000;
const SIZE_BYTES = 4;

/** Returns the sampling rate and key of a track's data; undefined where the blob has none. */
export function readTrackData(blob: Uint8Array): { sampleRate?: number } {
  const content = inflate(blob);
  return content.length === 0 ? {} : { sampleRate: rateOf(byteReader(content).f64()) };
}

/** Reads the grid that the DJ adjusted, else the analysed one. */
export function readBeatData(blob: Uint8Array): { sampleRate?: number; grid: DjGridAnchor[] } {
  const content = inflate(blob);
  if (content.length === 0) return { grid: [] };
  const reader = byteReader(content);
  const sampleRate = rateOf(reader.f64());
  reader.bytes(9);
  const grids = [0, 1].map(() => {
    const count = reader.i64();
    if (count < 0 || count * MARKER_BYTES > reader.left) throw new RangeError('The grid ends too early');
    return Array.from({ length: count }, () => {
      const beat = { timeS: reader.f64(true) / (sampleRate ?? 1), number: reader.i64(true) };
      reader.bytes(8);
      return beat;
    });
  });
  const [analysed, adjusted] = grids;
  if (sampleRate === undefined) return { grid: [] };
  return { sampleRate, grid: anchorsBetween(adjusted.length > 1 ? adjusted : analysed) };
}

/** Reads hot cues, and the main cue if the DJ moved it. */
export function readQuickCues(blob: Uint8Array, sampleRate: number): DjMark[] {
  const content = inflate(blob);
  if (content.length === 0) return [];
  const reader = byteReader(content);
  const marks: DjMark[] = [];
  const count = countOf(reader.i64());
  for (let pad = 0; pad < count; pad++) {
    const name = utf8(reader.bytes(reader.u8()));
    const at = reader.f64();
    const color = colorOf(reader.bytes(4));
    if (at >= 0) marks.push(mark({ kind: 'cue', name, pad, startS: at / sampleRate, endS: null, color }));
  }
  const adjusted = reader.f64();
  const isAdjusted = reader.u8() !== 0;
  if (isAdjusted && adjusted >= 0) {
    marks.push(mark({ kind: 'load', name: '', pad: null, startS: adjusted / sampleRate, endS: null }));
  }
  return marks;
}

/** Reads saved loops. They have slots of their own, so they take no pad of a hot cue. */
export function readLoops(blob: Uint8Array, sampleRate: number): DjMark[] {
  if (blob.length === 0) return [];
  const reader = byteReader(blob);
  const marks: DjMark[] = [];
  const count = countOf(reader.i64(true));
  for (let slot = 0; slot < count; slot++) {
    const name = utf8(reader.bytes(reader.u8()));
    const [start, end] = [reader.f64(true), reader.f64(true)];
    const [isStartSet, isEndSet] = [reader.u8(), reader.u8()];
    const color = colorOf(reader.bytes(4));
    if (isStartSet === 0 || isEndSet === 0 || !(start >= 0) || !(end > start)) continue;
    marks.push(mark({ kind: 'loop', name, pad: null, startS: start / sampleRate, endS: end / sampleRate, color }));
  }
  return marks;
}

/** Unpacks a blob: its size in 4 bytes, then zlib data. A size of 0 means no data. */
function inflate(blob: Uint8Array): Uint8Array {
  if (blob.length <= SIZE_BYTES || byteReader(blob).u32() === 0) return new Uint8Array();
  return inflateSync(blob.subarray(SIZE_BYTES), { maxOutputLength: MAX_INFLATED_BYTES });
}

function mark(fields: DjMark): DjMark {
  if (![fields.startS, fields.endS ?? 0].every(Number.isFinite)) throw new RangeError('A position is not a number');
  const { color, ...others } = fields;
  return color === undefined ? others : { ...others, color };
}

function countOf(count: number): number {
  if (count < 0 || count > MAX_MARKS) throw new RangeError(`${count} marks are impossible`);
  return count;
}

/** Alpha, red, green, blue. Alpha 0 means no colour. */
function colorOf([alpha, red, green, blue]: Uint8Array): RgbColor | undefined {
  return alpha === 0 ? undefined : (red << 16) | (green << 8) | blue;
}

function rateOf(rate: number): number | undefined {
  return rate > 0 && rate <= MAX_SAMPLE_RATE ? rate : undefined;
}

function utf8(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}
