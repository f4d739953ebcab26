import { readFileSync } from 'node:fs';
import { fixture } from '../test-support.ts';

/** A picture that no program can decode. It contains bytes that unsynchronisation changes. */
export const COVER = Buffer.concat([
  Buffer.from('89504e470d0a1a0aff00ffe0fffe', 'hex'),
  Buffer.from(Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) >> 3)),
  Buffer.alloc(200),
]);

const ID3_HEAD_BYTES = 10;

export function synchsafe(size: number): Buffer {
  return Buffer.from([size >> 21, (size >> 14) & 127, (size >> 7) & 127, size & 127]);
}

export function plain(size: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(size);
  return bytes;
}

/** A version 2.4 frame has a synchsafe size by default. */
export function id3Frame(
  version: 2 | 3 | 4,
  id: string,
  content: Uint8Array | string,
  { flags = 0, size = version === 4 ? synchsafe : plain }: { flags?: number; size?: (size: number) => Buffer } = {},
): Buffer {
  const bytes = Buffer.from(content as string, 'latin1');
  const head =
    version === 2 ? plain(bytes.length).subarray(1) : Buffer.concat([size(bytes.length), Buffer.of(0, flags)]);
  return Buffer.concat([Buffer.from(id, 'latin1'), head, bytes]);
}

export function id3Tag(version: 2 | 3 | 4, body: readonly Uint8Array[], flags = 0): Buffer {
  const bytes = Buffer.concat(body);
  const head = Buffer.concat([Buffer.from('ID3'), Buffer.of(version, 0, flags), synchsafe(bytes.length)]);
  const footer = flags & 0x10 ? [Buffer.from('3DI'), head.subarray(3)] : [];
  return Buffer.concat([head, bytes, ...footer]);
}

export function unsynchronised(bytes: Uint8Array): Buffer {
  const out: number[] = [];
  bytes.forEach((byte, i) => {
    out.push(byte);
    const next = bytes[i + 1];
    if (byte === 0xff && (next === undefined || next === 0 || next >= 0xe0)) out.push(0);
  });
  return Buffer.from(out);
}

export function apeTag(items: Record<string, string>): Buffer {
  const body = Buffer.concat(
    Object.entries(items).map(([key, value]) => {
      const head = Buffer.alloc(8);
      head.writeUInt32LE(Buffer.byteLength(value));
      return Buffer.concat([head, Buffer.from(`${key}\0${value}`)]);
    }),
  );
  const end = (flags: number) => {
    const bytes = Buffer.alloc(32);
    bytes.write('APETAGEX');
    bytes.writeUInt32LE(2000, 8);
    bytes.writeUInt32LE(body.length + 32, 12);
    bytes.writeUInt32LE(Object.keys(items).length, 16);
    bytes.writeUInt32LE(flags >>> 0, 20);
    return bytes;
  };
  return Buffer.concat([end(0xa0000000), body, end(0x80000000)]);
}

export function id3v1Tag(title: string): Buffer {
  const bytes = Buffer.alloc(128);
  bytes.write(`TAG${title}`, 'latin1');
  return bytes;
}

export function mpegFrames(name = 'cbr.mp3'): Buffer {
  const bytes = readFileSync(fixture(name));
  return bytes.subarray(ID3_HEAD_BYTES + bytes[9] + (bytes[8] << 7));
}

export function flacBlock(kind: number, content: Uint8Array, isLast = false): Buffer {
  return Buffer.concat([Buffer.of(kind | (isLast ? 128 : 0)), plain(content.length).subarray(1), content]);
}

export function flacPicture(data: Uint8Array): Buffer {
  const type = Buffer.from('image/png');
  return Buffer.concat([plain(3), plain(type.length), type, Buffer.alloc(20), plain(data.length), data]);
}

export function flacParts(name = 'flac.flac'): { info: Buffer; frames: Buffer } {
  const bytes = readFileSync(fixture(name));
  let at = 4;
  for (let isLast = false; !isLast; at += 4 + bytes.readUIntBE(at + 1, 3)) isLast = bytes[at] > 127;
  return { info: bytes.subarray(8, 42), frames: bytes.subarray(at) };
}

export function vorbisComments(...comments: readonly string[]): Buffer {
  const counted = (text: string) => {
    const bytes = Buffer.from(text);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(bytes.length);
    return Buffer.concat([size, bytes]);
  };
  const count = Buffer.alloc(4);
  count.writeUInt32LE(comments.length);
  return Buffer.concat([counted('vendor'), count, ...comments.map(counted)]);
}

export function box(type: string, ...content: readonly Uint8Array[]): Buffer {
  const bytes = Buffer.concat(content);
  return Buffer.concat([plain(bytes.length + 8), Buffer.from(type, 'latin1'), bytes]);
}

export function freeform(owner: string, name: string, value: Uint8Array): Buffer {
  const head = Buffer.alloc(4);
  return box(
    '----',
    box('mean', head, Buffer.from(owner)),
    box('name', head, Buffer.from(name)),
    box('data', plain(1), head, value),
  );
}

const OGG_MOST_SEGMENTS = 255;

function oggChecksum(page: Uint8Array): number {
  let sum = 0;
  for (const byte of page) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) sum = sum < 0 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  }
  return sum >>> 0;
}

export function oggPages(file: Buffer): Buffer[] {
  const pages: Buffer[] = [];
  for (let at = 0; at < file.length; at += pages.at(-1)?.length ?? 0) {
    const sizes = file.subarray(at + 27, at + 27 + file[at + 26]);
    pages.push(file.subarray(at, at + 27 + sizes.length + sizes.reduce((sum, size) => sum + size, 0)));
  }
  return pages;
}

export function numbered(page: Buffer, sequence: number): Buffer {
  const copy = Buffer.from(page);
  copy.writeUInt32LE(sequence, 18);
  copy.writeUInt32LE(0, 22);
  copy.writeUInt32LE(oggChecksum(copy), 22);
  return copy;
}

export function isSoundOgg(file: Buffer): boolean {
  return oggPages(file).every((page, i) => numbered(page, i).equals(page));
}

/** The comments must take one page. */
export function withOpusComments(file: Buffer, comments: Buffer): Buffer {
  const [head, old, ...sound] = oggPages(file);
  const packet = Buffer.concat([Buffer.from('OpusTags'), comments]);
  const sizes = [...Array(Math.floor(packet.length / 255)).fill(255), packet.length % 255];
  const pages: Buffer[] = [];
  for (let at = 0; at < sizes.length; at += OGG_MOST_SEGMENTS) {
    const some = sizes.slice(at, at + OGG_MOST_SEGMENTS);
    const start = Buffer.from(old.subarray(0, 26));
    start[5] = at > 0 ? 1 : 0;
    const isLast = at + OGG_MOST_SEGMENTS >= sizes.length;
    start.writeBigInt64LE(isLast ? 0n : -1n, 6);
    const body = packet.subarray(at * 255, at * 255 + some.reduce((sum, size) => sum + size, 0));
    pages.push(Buffer.concat([start, Buffer.from([some.length, ...some]), body]));
  }
  return Buffer.concat([head, ...pages, ...sound].map(numbered));
}
