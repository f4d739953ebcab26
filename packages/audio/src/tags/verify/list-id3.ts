import type { AudioFile } from '../../formats/audio-file.ts';
import type { TagFields } from '../tag-fields.ts';
import { type Element, isGain, isKept, kept, type TagEnd } from './element.ts';

/** Skips the bytes that unsynchronisation inserted. */
class Cursor {
  at = 0;
  readonly #bytes: Buffer;
  readonly #stuffed: boolean;

  constructor(bytes: Buffer, stuffed: boolean) {
    this.#bytes = bytes;
    this.#stuffed = stuffed;
  }

  get left(): number {
    return this.#bytes.length - this.at;
  }

  take(count: number): number[] {
    const taken: number[] = [];
    while (taken.length < count && this.left > 0) taken.push(this.#next());
    return taken;
  }

  skip(count: number): boolean {
    if (!this.#stuffed) {
      this.at += count;
      return this.left >= 0;
    }
    for (let i = 0; i < count; i++) {
      if (this.left <= 0) return false;
      this.#next();
    }
    return true;
  }

  #next(): number {
    const byte = this.#bytes[this.at++];
    if (this.#stuffed && byte === 0xff && this.#bytes[this.at] === 0) this.at++;
    return byte;
  }
}

/** Returns the offset after the tags. */
export async function* listLeadingId3(file: AudioFile, fields: TagFields): AsyncGenerator<Element, number> {
  let offset = 0;
  for (let i = 0; ; i++) {
    const head = Buffer.from(await file.read(offset, 10));
    if (head.toString('latin1', 0, 3) !== 'ID3' || head.length < 10) return offset;
    const bytes = 10 + sevenBits(head, 6) + (head[5] & 16 ? 10 : 0);
    yield* listId3(Buffer.from(await file.read(offset, bytes)), fields, `ID3v2 tag ${i + 1}`);
    offset += bytes;
  }
}

export function id3Footers(bytes: Buffer): TagEnd[] {
  const ends: TagEnd[] = [];
  for (let at = bytes.indexOf('3DI'); at >= 0 && at + 10 <= bytes.length; at = bytes.indexOf('3DI', at + 1)) {
    if (bytes[at + 5] & 16) ends.push({ to: at + 10, size: 20 + sevenBits(bytes, at + 6) });
  }
  return ends;
}

/** Lists nothing if the tag has only gain fields. */
export function* listId3(tag: Buffer, fields: TagFields, name: string): Generator<Element> {
  const elements = [...partsOf(tag, fields, name)];
  if (elements.some(isKept)) yield kept(`${name}, header`, tag.subarray(0, 6));
  yield* elements;
}

function* partsOf(tag: Buffer, fields: TagFields, name: string): Generator<Element> {
  const version = tag[3];
  const hasFooter = (tag[5] & 16) !== 0;
  const body = tag.subarray(10, hasFooter ? -10 : undefined);
  if (hasFooter) {
    const footer = tag.subarray(-10);
    yield kept(`${name}, footer`, Buffer.from(footer.equals(asFooter(tag.subarray(0, 10))) ? 'whole' : footer));
  }
  const stuffed = version < 4 && (tag[5] & 128) !== 0;
  const zerosAfter = body.findLastIndex((byte) => byte !== 0);
  const cursor = new Cursor(body, stuffed);
  if (version > 2 && tag[5] & 64) {
    const size = Buffer.from(cursor.take(4));
    cursor.skip(version === 3 ? size.readUInt32BE() : sevenBits(size, 0) - 4);
    yield kept(`${name}, extended header`, body.subarray(0, cursor.at));
  }
  for (;;) {
    const { at } = cursor;
    const frame = takeFrame(body, at, { stuffed, version, zerosAfter });
    if (!frame) break;
    cursor.at = frame.end;
    const gain = gainOf(frame.id, frame.flags, frame.content, version);
    const raw = body.subarray(at, frame.end);
    if (gain && isGain(gain.gain, fields)) yield { tag: name, ...gain };
    else yield kept(`${name}, frame ${frame.id}`, raw);
  }
  const rest = body.subarray(cursor.at);
  if (rest.some((byte) => byte !== 0)) yield kept(`${name}, bytes after the frames`, rest);
}

interface Layout {
  stuffed: boolean;
  version: number;
  /** Offset of the last byte that is not 0. */
  zerosAfter: number;
}

interface Frame {
  id: string;
  flags: number;
  content: Buffer;
  end: number;
}

/** If the size can be read in two ways, uses the first after which a frame or padding begins. */
function takeFrame(body: Buffer, at: number, { stuffed, version, zerosAfter }: Layout): Frame | undefined {
  const first = headAt(body, at, stuffed, version);
  if (!first) return undefined;
  const readings = first.sizes.flatMap((size): Frame[] => {
    const cursor = new Cursor(body, stuffed);
    cursor.at = first.content;
    if (!cursor.skip(size)) return [];
    const text = new Cursor(body, stuffed);
    text.at = first.content;
    const content = first.id.startsWith('TXX') ? Buffer.from(text.take(size)) : Buffer.alloc(0);
    return [{ id: first.id, flags: first.flags, content, end: cursor.at }];
  });
  const leadsOn = ({ end }: Frame) => {
    const next = headAt(body, end, stuffed, version);
    if (next) return next.sizes.some((size) => next.content + size <= body.length);
    return end > zerosAfter;
  };
  return readings.find(leadsOn) ?? readings[0];
}

function headAt(body: Buffer, at: number, stuffed: boolean, version: number) {
  const cursor = new Cursor(body, stuffed);
  cursor.at = at;
  const bytes = Buffer.from(cursor.take(version === 2 ? 6 : 10));
  const id = bytes.toString('latin1', 0, version === 2 ? 3 : 4);
  if (bytes.length < (version === 2 ? 6 : 10) || !/^[a-z\d]{3}[a-z\d \0]?$/i.test(id)) return undefined;
  const plain = version === 2 ? bytes.readUIntBE(3, 3) : bytes.readUInt32BE(4);
  const safe = bytes.subarray(4, 8).every((byte) => byte < 128) ? [sevenBits(bytes, 4)] : [];
  const sizes = version === 2 ? [plain] : version === 3 ? [plain, ...safe] : [...safe, plain];
  return { id: id.replace('\0', ' ').trim(), flags: bytes[9] ?? 0, sizes, content: cursor.at };
}

function gainOf(id: string, flags: number, content: Buffer, version: number): { gain: string; text: string } | null {
  if (id !== 'TXXX' && id !== 'TXX') return null;
  if (version === 3 && flags & 0xc0) return null;
  if (version === 4 && flags & 0x0c) return null;
  const group = version === 3 ? flags & 0x20 : version === 4 ? flags & 0x40 : 0;
  let text = content.subarray((group ? 1 : 0) + (version === 4 && flags & 1 ? 4 : 0));
  if (version === 4 && flags & 2) text = Buffer.from(text.toString('latin1').replaceAll('\xff\0', '\xff'), 'latin1');
  const [gain, value] = decoded(text).split('\0');
  return { gain, text: value ?? '' };
}

function decoded(text: Buffer): string {
  const bytes = text.subarray(1);
  if (text[0] === 0) return bytes.toString('latin1');
  if (text[0] === 3) return bytes.toString('utf8');
  const even = Buffer.from(bytes.subarray(0, bytes.length & ~1));
  const isBig = text[0] === 2 || (even[0] === 0xfe && even[1] === 0xff);
  return (isBig ? even.swap16() : even).toString('utf16le').replace(/\ufeff/g, '');
}

function asFooter(head: Buffer): Buffer {
  return Buffer.concat([Buffer.from('3DI'), head.subarray(3)]);
}

function sevenBits(bytes: Buffer, at: number): number {
  return [0, 1, 2, 3].reduce((sum, i) => sum * 128 + (bytes[at + i] & 127), 0);
}
