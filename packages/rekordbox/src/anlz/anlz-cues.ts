import type { DjMark } from '../model/dj-track.ts';
import type { AnlzSection } from './anlz-sections.ts';

const LOOP = 2;
const LONGEST_COMMENT = 1 << 16;

/** Reads a section PCOB, the cues for older players. They have no names and colours. */
export function cuesOf(section: AnlzSection): DjMark[] {
  const count = section.bytes.readUInt16BE(18);
  return cueEntries(section, count).map((entry) =>
    markOf(entry.readUInt32BE(12), entry.readUInt8(28), entry.readUInt32BE(32), entry.readUInt32BE(36)),
  );
}

/** Reads a section PCO2, the cues with names and colours. */
export function namedCuesOf(section: AnlzSection): DjMark[] {
  const count = section.bytes.readUInt16BE(16);
  return cueEntries(section, count).map((entry) => {
    const pad = entry.readUInt32BE(12);
    const mark = markOf(pad, entry.readUInt8(16), entry.readUInt32BE(20), entry.readUInt32BE(24));
    const length = entry.length < 44 ? 0 : entry.readUInt32BE(40);
    if (length > LONGEST_COMMENT || 44 + length > entry.length) throw new RangeError('a comment is too long');
    mark.name = utf16Of(entry.subarray(44, 44 + length));
    const at = 44 + length + 1;
    const color = at + 3 <= entry.length ? entry.readUIntBE(at, 3) : 0;
    if (pad > 0 && color > 0) mark.color = color;
    return mark;
  });
}

/** Returns text of UTF-16, up to the first NUL. */
export function utf16Of(bytes: Buffer): string {
  const text = new TextDecoder('utf-16be').decode(bytes);
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}

/** Each entry states its own length. */
function cueEntries({ bytes, headerLength }: AnlzSection, count: number): Buffer[] {
  const entries: Buffer[] = [];
  for (let at = headerLength; entries.length < count; ) {
    const length = bytes.readUInt32BE(at + 8);
    if (length < 28 || at + length > bytes.length) throw new RangeError('a cue is longer than its section');
    entries.push(bytes.subarray(at, at + length));
    at += length;
  }
  return entries;
}

function markOf(pad: number, type: number, startMs: number, endMs: number): DjMark {
  const isLoop = type === LOOP && endMs > startMs && endMs !== 0xffffffff;
  return {
    kind: isLoop ? 'loop' : 'cue',
    name: '',
    pad: pad === 0 ? null : pad - 1,
    startS: startMs / 1000,
    endS: isLoop ? endMs / 1000 : null,
  };
}
