import { ascii } from '../../formats/ascii.ts';
import type { TagFields } from '../tag-fields.ts';
import { type FieldPolicy, type FoundField, fieldsToWrite, isField } from './field-changes.ts';
import { findId3Frames, type Id3Frame } from './id3-frames.ts';
import { refuse } from './tag-refusal.ts';

const HEAD_BYTES = 10;
const UNSYNCHRONISED = 0x80;
const EXTENDED = 0x40;
const FOOTER = 0x10;
const LARGEST = 2 ** 28 - 1;
/** Version of a new tag. Every program reads it. */
const NEW_VERSION = 3;
/** Flags of frames that can't be read here, and of values before a frame's text. */
const FRAME_FLAGS: Readonly<Record<number, { opaque: number; group: number; length: number; unsync: number }>> = {
  2: { opaque: 0, group: 0, length: 0, unsync: 0 },
  3: { opaque: 0xc0, group: 0x20, length: 0, unsync: 0 },
  4: { opaque: 0x0c, group: 0x40, length: 0x01, unsync: 0x02 },
};
const ENCODINGS = ['latin1', 'utf-16', 'utf-16be', 'utf-8'];

export function newId3(fields: TagFields): Uint8Array {
  const frames = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [newFrame(NEW_VERSION, name, value)],
  );
  const body = Buffer.concat(frames);
  return Buffer.concat([Buffer.from([0x49, 0x44, 0x33, NEW_VERSION, 0, 0, ...synchsafe(body.length)]), body]);
}

/** Returns the size of the ID3v2 tag that begins with these 10 bytes, with header and footer; 0 if there is none. */
export function id3Bytes(head: Uint8Array): number {
  if (head.length < HEAD_BYTES || ascii(head, 0, 3) !== 'ID3') return 0;
  const size = (head[6] << 21) | (head[7] << 14) | (head[8] << 7) | head[9];
  if ((head[6] | head[7] | head[8] | head[9]) & 0x80) refuse('its ID3v2 tag states an impossible size');
  return HEAD_BYTES + size + (head[5] & FOOTER ? HEAD_BYTES : 0);
}

/**
 * Edits a whole tag, with header and footer. Puts TXXX frames first, where every program finds them, even if it reads
 * the sizes of other frames differently. Returns null if the tag already has the fields. Throws TagRefusal.
 */
export function editId3(tag: Uint8Array, fields: TagFields, policy: FieldPolicy): Uint8Array | null {
  const [version, flags] = [tag[3], tag[5]];
  if (version < 2 || version > 4) refuse(`its ID3v2 tag has the unknown version 2.${version}`);
  if (version === 2 && flags & EXTENDED) refuse('its ID3v2 tag is compressed');
  const raw = tag.subarray(HEAD_BYTES, tag.length - (flags & FOOTER ? HEAD_BYTES : 0));
  // from version 2.4 on, each frame has its own unsynchronisation
  const { body, rawOffsets } = decode(raw, version < 4 && (flags & UNSYNCHRONISED) !== 0);
  const start = flags & EXTENDED ? extendedHeaderEnd(body, version) : 0;
  const { frames, paddingStart } = findId3Frames(body, start, version);
  const found = frames.flatMap((frame) => {
    const field = fieldOf(body, frame, version);
    return field && isField(field.name, fields) ? [{ ...field, frame }] : [];
  });
  const wanted = fieldsToWrite(found, fields, policy);
  if (!wanted) return null;
  const rawAt = (at: number) => rawOffsets?.[at] ?? at;
  let from = rawAt(start);
  const parts = [raw.subarray(0, from), ...wanted.map(({ name, value }) => newFrame(version, name, value))];
  for (const { frame } of found) {
    parts.push(raw.subarray(from, rawAt(frame.start)));
    from = rawAt(frame.end);
  }
  parts.push(raw.subarray(from));
  // an extended header may state the padding, and a footer forbids it
  const padding = flags & (EXTENDED | FOOTER) ? 0 : raw.length - rawAt(paddingStart);
  return assemble(tag, fitted(Buffer.concat(parts), raw.length, padding));
}

function fitted(body: Uint8Array, bytes: number, padding: number): Uint8Array {
  const excess = body.length - bytes;
  if (padding === 0 || excess > padding) return body;
  return excess > 0 ? body.subarray(0, bytes) : Buffer.concat([body], bytes);
}

function assemble(tag: Uint8Array, body: Uint8Array): Uint8Array {
  if (body.length > LARGEST) refuse('its ID3v2 tag would exceed 256 MB');
  const size = Buffer.from(synchsafe(body.length));
  const footer = tag[5] & FOOTER ? [tag.subarray(-HEAD_BYTES, -4), size] : [];
  return Buffer.concat([tag.subarray(0, 6), size, body, ...footer]);
}

function extendedHeaderEnd(body: Uint8Array, version: number): number {
  const [a, b, c, d] = body;
  const end = version === 3 ? 4 + a * 2 ** 24 + (b << 16) + (c << 8) + d : (a << 21) | (b << 14) | (c << 7) | d;
  if (!(end >= 6 && end <= body.length)) refuse('its ID3v2 tag has a damaged extended header');
  const hasChecksum = version === 3 ? body[4] & 0x80 : body[5] & 0x20;
  if (hasChecksum) refuse('its ID3v2 tag carries a checksum');
  return end;
}

/** `rawOffsets` maps each byte, and the end, to its offset in the unsynchronised bytes. */
function decode(raw: Uint8Array, unsynchronised: boolean): { body: Uint8Array; rawOffsets?: Uint32Array } {
  if (!unsynchronised) return { body: raw };
  const body = new Uint8Array(raw.length);
  const rawOffsets = new Uint32Array(raw.length + 1);
  let length = 0;
  for (let at = 0; at < raw.length; at++) {
    if (raw[at] === 0 && at > 0 && raw[at - 1] === 0xff) continue;
    rawOffsets[length] = at;
    body[length++] = raw[at];
  }
  rawOffsets[length] = raw.length;
  return { body: body.subarray(0, length), rawOffsets };
}

function fieldOf(body: Uint8Array, { id, content, end }: Id3Frame, version: number): FoundField | undefined {
  if (id !== 'TXXX' && id !== 'TXX') return undefined;
  const flags = version === 2 ? 0 : body[content - 1];
  const { opaque, group, length, unsync } = FRAME_FLAGS[version];
  if (flags & opaque) return undefined;
  const skipped = (flags & group ? 1 : 0) + (flags & length ? 4 : 0);
  const { body: text } = decode(body.subarray(Math.min(end, content + skipped), end), (flags & unsync) !== 0);
  const encoding = ENCODINGS[text[0]];
  if (!encoding) return undefined;
  const [name, value = ''] = textOf(text.subarray(1), encoding).split('\0');
  return { name: name.toUpperCase(), value };
}

function textOf(bytes: Uint8Array, encoding: string): string {
  if (encoding !== 'utf-16') return new TextDecoder(encoding).decode(bytes);
  // each text has a byte order mark, but some programs leave out the second one
  const big = bytes[0] === 0xfe && bytes[1] === 0xff;
  return new TextDecoder(big ? 'utf-16be' : 'utf-16le').decode(bytes).replaceAll('\ufeff', '');
}

/** The frame is so short that its plain and synchsafe sizes are equal. */
function newFrame(version: number, name: string, value: string): Buffer {
  const text = Buffer.from(`\0${name}\0${value}`, 'latin1');
  const head = version === 2 ? [0, 0, text.length] : [0, 0, 0, text.length, 0, 0];
  return Buffer.concat([Buffer.from(version === 2 ? 'TXX' : 'TXXX'), Buffer.from(head), text]);
}

function synchsafe(size: number): number[] {
  return [(size >> 21) & 0x7f, (size >> 14) & 0x7f, (size >> 7) & 0x7f, size & 0x7f];
}
