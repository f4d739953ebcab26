import { byteReader } from '../model/byte-reader.ts';
import type { DjMark, RgbColor } from '../model/dj-track.ts';
import { shownTrackColor } from './serato-colors.ts';

/** Cues and loops of a track, and its colour. */
export interface SeratoMarkers {
  marks: DjMark[];
  color?: RgbColor;
}

const MS_PER_S = 1000;
const HEAD_BYTES = 2;
const MAX_PAD = 31;

/** Reads the object "Serato Markers2": base64 of named entries. Throws a RangeError for damaged data. */
export function readMarkers2(object: Uint8Array): SeratoMarkers {
  const content = unpack(object);
  const found: SeratoMarkers = { marks: [] };
  if (content.length < HEAD_BYTES) return found;
  const reader = byteReader(content);
  reader.bytes(HEAD_BYTES);
  while (reader.left > 0) {
    const type = reader.textToNul();
    // an empty type ends the list; what follows is padding
    if (type === '') break;
    const entry = byteReader(reader.bytes(reader.u32()));
    if (type === 'CUE') addMark(found, cueOf(entry));
    else if (type === 'LOOP') addMark(found, loopOf(entry));
    else if (type === 'COLOR') found.color = shownTrackColor(entry.u32());
  }
  if (found.color === undefined) delete found.color;
  return found;
}

function addMark(found: SeratoMarkers, mark: DjMark): void {
  if (mark.pad !== null && mark.pad > MAX_PAD) throw new RangeError(`Cue ${mark.pad} is impossible`);
  if (mark.endS === null || mark.endS > mark.startS) found.marks.push(mark);
}

type Reader = ReturnType<typeof byteReader>;

function cueOf(entry: Reader): DjMark {
  entry.u8();
  const pad = entry.u8();
  const startS = entry.u32() / MS_PER_S;
  const color = entry.u32();
  entry.bytes(2);
  return { kind: 'cue', name: nameOf(entry), pad, startS, endS: null, color: color & 0xffffff };
}

/** Loops have slots of their own, so they take no pad of a hot cue. */
function loopOf(entry: Reader): DjMark {
  entry.bytes(2);
  const [startS, endS] = [entry.u32() / MS_PER_S, entry.u32() / MS_PER_S];
  entry.bytes(4);
  const color = entry.u32() & 0xffffff;
  entry.bytes(2);
  return { kind: 'loop', name: nameOf(entry), pad: null, startS, endS, color };
}

function nameOf(entry: Reader): string {
  return entry.left === 0 ? '' : entry.textToNul();
}

/** Decodes the base64 between the head and the padding. */
function unpack(object: Uint8Array): Buffer {
  const text = Buffer.from(object.subarray(HEAD_BYTES)).toString('latin1');
  const end = text.indexOf('\0');
  return Buffer.from(end < 0 ? text : text.slice(0, end), 'base64');
}

const OLD_HEAD_BYTES = 6;
const OLD_ENTRY_BYTES = 22;
const OLD_FOOT_BYTES = 4;
const OLD_CUES = 5;
const OLD_CUE = 1;

/** Returns the positions of pads 1 to 5 in the older object "Serato Markers_"; undefined if it has another form. */
export function readOldCuePositions(object: Uint8Array): (number | undefined)[] | undefined {
  const count = (object.length - OLD_HEAD_BYTES - OLD_FOOT_BYTES) / OLD_ENTRY_BYTES;
  if (!Number.isInteger(count) || count < OLD_CUES) return undefined;
  return Array.from({ length: OLD_CUES }, (_, pad) => {
    const at = OLD_HEAD_BYTES + pad * OLD_ENTRY_BYTES;
    const [isUnset, ...position] = object.subarray(at, at + 5);
    const type = object[at + 20];
    return isUnset !== 0 || type !== OLD_CUE ? undefined : spreadBits(position) / MS_PER_S;
  });
}

/** Joins seven bits of each byte. */
function spreadBits(bytes: readonly number[]): number {
  return bytes.reduce((value, byte) => value * 128 + (byte & 0x7f), 0);
}

/** Applies positions of {@link readOldCuePositions}, which Serato itself prefers: a pad not set there does not exist. */
export function preferOldPositions(marks: readonly DjMark[], positions: readonly (number | undefined)[]): DjMark[] {
  const kept = marks.flatMap((mark) => {
    if (mark.kind !== 'cue' || mark.pad === null || mark.pad >= positions.length) return [mark];
    const startS = positions[mark.pad];
    return startS === undefined ? [] : [{ ...mark, startS }];
  });
  const pads = new Set(kept.map(({ kind, pad }) => (kind === 'cue' ? pad : null)));
  const added = positions.flatMap((startS, pad): DjMark[] =>
    startS === undefined || pads.has(pad) ? [] : [{ kind: 'cue', name: '', pad, startS, endS: null }],
  );
  return [...kept, ...added];
}
