import { inflateSync } from 'node:zlib';
import { ascii } from '../formats/ascii.ts';
import { id3Strings } from './id3-text.ts';
import type { TagField } from './tag-field.ts';

const HEADER_BYTES = 10;
const UNSYNCHRONISED = 0x80;
const EXTENDED = 0x40;
/** More fields than any tag has. A hostile tag may contain millions. */
const MAX_FIELDS = 10_000;
/** Text is far smaller. Anything larger is an attack. */
const MAX_INFLATED_BYTES = 2 ** 20;

interface FrameHead {
  id: string;
  flags: number;
  headBytes: number;
  dataBytes: number;
}

type HeadReader = (body: Uint8Array, offset: number) => FrameHead | null;

const plainHead: HeadReader = (body, offset) => longHead(body, offset, 8);
const syncsafeHead: HeadReader = (body, offset) =>
  body.subarray(offset + 4, offset + 8).every((byte) => byte < 0x80) ? longHead(body, offset, 7) : null;
const shortHead: HeadReader = (body, offset) => {
  if (offset + 6 > body.length) return null;
  const id = ascii(body, offset, 3);
  const dataBytes = (body[offset + 3] << 16) | (body[offset + 4] << 8) | body[offset + 5];
  return /^[A-Z][A-Z0-9]{2}$/.test(id) ? { id, flags: 0, headBytes: 6, dataBytes } : null;
};

/** Header layouts by version: the correct one first, then those of old iTunes versions and other programs. */
const HEAD_READERS: Readonly<Record<number, readonly HeadReader[]>> = {
  2: [shortHead],
  3: [plainHead, syncsafeHead, shortHead],
  4: [syncsafeHead, plainHead, shortHead],
};

/** A frame without its header. */
export interface Id3Frame {
  id: string;
  data: Uint8Array;
}

/** Names a `TXXX` frame by its description, a `COMM` frame "COMM" or "COMM:description". `tag` may be cut off. */
export function parseId3v2(tag: Uint8Array): TagField[] {
  return id3v2Frames(tag, /^(T|COM)/).map(({ id, data }) => fieldOf(id, data));
}

/** Returns the frames whose id matches `wanted`. */
export function id3v2Frames(tag: Uint8Array, wanted: RegExp): Id3Frame[] {
  const version = tag[3];
  const flags = tag[5];
  // in version 2.2 the bit means a compression that was never defined
  if (!HEAD_READERS[version] || (version === 2 && flags & EXTENDED)) return [];
  const stored = tag.subarray(HEADER_BYTES);
  const unsynchronised = (flags & UNSYNCHRONISED) !== 0;
  const whole = { body: unsynchronised ? synchronise(stored) : stored, perFrame: false };
  const forms = version === 4 && unsynchronised ? [{ body: stored, perFrame: true }, whole] : [whole];
  const walks = forms.map(({ body, perFrame }) => {
    const start = flags & EXTENDED ? extendedHeaderBytes(body, version) : 0;
    return walkFrames(body, start, version, perFrame, wanted);
  });
  return (walks.find(({ complete }) => complete) ?? walks[0]).frames;
}

/** Some programs set the bit although a frame begins at once. */
function extendedHeaderBytes(body: Uint8Array, version: number): number {
  if (/^[A-Z][A-Z0-9]{3}$/.test(ascii(body, 0, 4))) return 0;
  return version === 4 ? bits(body, 0, 7) : 4 + bits(body, 0, 8);
}

function walkFrames(body: Uint8Array, start: number, version: number, unsynchronised: boolean, wanted: RegExp) {
  const frames: Id3Frame[] = [];
  const paddingStart = body.findLastIndex((byte) => byte !== 0) + 1;
  const isEnd = (at: number) => at >= paddingStart || at + 6 >= body.length;
  let offset = start;
  while (!isEnd(offset) && frames.length < MAX_FIELDS) {
    const head = readHead(body, offset, version, isEnd);
    if (!head) return { frames, complete: false };
    const from = offset + head.headBytes;
    offset = from + head.dataBytes;
    if (!wanted.test(head.id)) continue;
    const data = frameData(body.subarray(from, offset), head.flags, version, unsynchronised);
    if (data && data.length > 1) frames.push({ id: head.id, data });
  }
  return { frames, complete: true };
}

/** Takes the first layout after which another frame begins or the tag ends. */
function readHead(body: Uint8Array, offset: number, version: number, isEnd: (at: number) => boolean): FrameHead | null {
  const readers = HEAD_READERS[version];
  const heads = readers.map((read) => read(body, offset)).filter((head) => head !== null);
  const fitting = heads.filter(({ headBytes, dataBytes }) => offset + headBytes + dataBytes <= body.length);
  const followed = fitting.find(({ headBytes, dataBytes }) => {
    const next = offset + headBytes + dataBytes;
    return isEnd(next) || readers.some((read) => read(body, next) !== null);
  });
  return followed ?? fitting[0] ?? null;
}

/** Some programs write three-letter ids into a header of ten bytes, with a NUL or a space at the end. */
function longHead(body: Uint8Array, offset: number, bitsPerByte: number): FrameHead | null {
  if (offset + 10 > body.length) return null;
  const id = ascii(body, offset, 4);
  if (!/^[A-Z][A-Z0-9]{2}[A-Z0-9\0 ]$/.test(id)) return null;
  const flags = (body[offset + 8] << 8) | body[offset + 9];
  return { id: id.replace(/[\0 ]$/, ''), flags, headBytes: 10, dataBytes: bits(body, offset + 4, bitsPerByte) };
}

/** Returns null for an encrypted or damaged frame. */
function frameData(stored: Uint8Array, flags: number, version: number, unsynchronised: boolean): Uint8Array | null {
  const form =
    version === 4
      ? {
          grouped: flags & 0x40,
          compressed: flags & 0x08,
          encrypted: flags & 0x04,
          unsynchronised: unsynchronised || flags & 0x02,
          lengthBytes: flags & 0x01 ? 4 : 0,
        }
      : {
          grouped: flags & 0x20,
          compressed: flags & 0x80,
          encrypted: flags & 0x40,
          unsynchronised: 0,
          lengthBytes: flags & 0x80 ? 4 : 0,
        };
  if (form.encrypted) return null;
  const data = form.unsynchronised ? synchronise(stored) : stored;
  const content = data.subarray((form.grouped ? 1 : 0) + form.lengthBytes);
  if (!form.compressed) return content;
  try {
    return inflateSync(content, { maxOutputLength: MAX_INFLATED_BYTES });
  } catch {
    return null;
  }
}

function fieldOf(id: string, data: Uint8Array): TagField {
  const [encoding] = data;
  if (/^COM/.test(id)) {
    const strings = id3Strings(encoding, data.subarray(4));
    const [description, ...values] = strings.length > 1 ? strings : ['', ...strings];
    return { name: description ? `COMM:${description}` : 'COMM', values };
  }
  const strings = id3Strings(encoding, data.subarray(1));
  if (!/^TXX/.test(id)) return { name: id, values: strings };
  const [description, ...values] = strings;
  return { name: description, values };
}

/** Removes the zeros after 0xFF, if the bytes are really unsynchronised. */
function synchronise(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length);
  let length = 0;
  for (let n = 0; n < bytes.length; n++) {
    const follows = n > 0 && bytes[n - 1] === 0xff;
    if (follows && bytes[n] >= 0xe0) return bytes;
    if (!follows || bytes[n] !== 0) out[length++] = bytes[n];
  }
  return out.subarray(0, length);
}

function bits(bytes: Uint8Array, offset: number, bitsPerByte: number): number {
  return [0, 1, 2, 3].reduce((value, n) => value * 2 ** bitsPerByte + (bytes[offset + n] ?? 0), 0);
}
