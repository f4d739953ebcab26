import type { AudioFile } from '../../formats/audio-file.ts';
import type { TagFields } from '../tag-fields.ts';
import { type Element, fact, kept } from './element.ts';
import { listComments } from './list-comments.ts';
import { listWithEndTags } from './list-end-tags.ts';
import { listLeadingId3 } from './list-id3.ts';

const PIECE_BYTES = 1 << 22;
const LONGEST_PAGE = 65_307;
/** Starts of the second packet of Vorbis, Opus and FLAC, with the number of bytes before the comments. */
const COMMENT_STARTS: readonly (readonly [string, number])[] = [
  ['\x03vorbis', 7],
  ['OpusTags', 8],
  ['\x04', 4],
  ['\x84', 4],
];
const NO_POSITION = 0xffffffffffffffffn;

/** A logical stream. Its header pages are joined to packets, because a writer may change the page layout. */
interface Stream {
  name: string;
  pages: number;
  packets: number;
  /** Start of a header packet that continues on the next page. */
  open: Buffer[];
  hasSound: boolean;
}

interface Streams {
  streams: Map<number, Stream>;
  begun: { count: number };
}

export async function* listOgg(file: AudioFile, fields: TagFields): AsyncGenerator<Element> {
  let at = yield* listLeadingId3(file, fields);
  const streams: Streams = { streams: new Map(), begun: { count: 0 } };
  let piece = Buffer.alloc(0);
  for (;;) {
    if (piece.length < LONGEST_PAGE) piece = Buffer.from(await file.read(at, PIECE_BYTES));
    if (piece.length < 27 || piece.toString('latin1', 0, 4) !== 'OggS') break;
    const bodyAt = 27 + piece[26];
    const sizes = [...piece.subarray(27, bodyAt)];
    const size = bodyAt + sizes.reduce((sum, each) => sum + each, 0);
    if (size > piece.length) break;
    const page = piece.subarray(0, size);
    yield* listPage(page, page.subarray(bodyAt), sizes, streams, fields);
    piece = piece.subarray(size);
    at += size;
  }
  yield* listWithEndTags(file, [at, file.size], 'bytes after the last Ogg page', fields);
}

function* listPage(
  page: Buffer,
  body: Buffer,
  sizes: readonly number[],
  { streams, begun }: Streams,
  fields: TagFields,
): Generator<Element> {
  const id = page.readUInt32LE(14);
  const isFirst = (page[5] & 2) > 0;
  // chained streams may have the same number
  const known = isFirst ? undefined : streams.get(id);
  const stream = known ?? {
    name: `Ogg stream ${++begun.count}`,
    pages: 0,
    packets: isFirst ? 0 : 2,
    open: [],
    hasSound: !isFirst,
  };
  streams.set(id, stream);
  const { name } = stream;
  const position = page.readBigUInt64LE(6);
  if (position !== 0n && position !== NO_POSITION) stream.hasSound = true;
  // a page number is right if it follows the one before
  const number = (page.readUInt32LE(18) - stream.pages++) | 0;
  const soundness = `${number} ${page[4]} ${checksum(page) === page.readUInt32LE(22) ? 'intact' : 'damaged'}`;
  if (stream.hasSound) {
    if (stream.open.length > 0) yield kept(`${name}, start of a packet`, Buffer.concat(stream.open.splice(0)));
    yield fact(
      `${name}, page`,
      `${page.toString('latin1', 4, 18)} ${page.toString('latin1', 26, 27 + page[26])} ${soundness}`,
    );
    yield kept(`${name}, audio`, body);
    return;
  }
  if (!soundness.endsWith('intact')) yield fact(`${name}, page of headers`, soundness);
  let at = 0;
  for (const size of sizes) {
    stream.open.push(Buffer.from(body.subarray(at, at + size)));
    at += size;
    if (size === 255) continue;
    const packet = Buffer.concat(stream.open.splice(0));
    const start =
      stream.packets++ === 1 && COMMENT_STARTS.find(([text]) => packet.toString('latin1', 0, 8).startsWith(text));
    if (start) {
      const head = packet.subarray(0, start[1] === 4 ? 1 : start[1]);
      yield kept(`${name}, start of the comments`, head);
      if (start[1] === 4) yield fact(`${name}, size of the comments`, String(packet.readUIntBE(1, 3) - packet.length));
      yield* listComments(packet.subarray(start[1]), fields, name);
    } else yield kept(`${name}, packet ${stream.packets}`, packet);
  }
  if (page[5] & 4) yield fact(name, 'ends');
}

function checksum(page: Buffer): number {
  let remainder = 0;
  for (let at = 0; at < page.length; at++) {
    const isSum = at > 21 && at < 26;
    remainder = (remainder << 8) ^ REMAINDERS[(remainder >>> 24) ^ (isSum ? 0 : page[at])];
  }
  return remainder >>> 0;
}

/** CRC remainders of bytes, computed from those of their bits. */
const REMAINDERS = new Int32Array(256);
REMAINDERS[1] = 0x04c11db7;
for (let bit = 2; bit < 256; bit *= 2) {
  const half = REMAINDERS[bit / 2];
  REMAINDERS[bit] = (half << 1) ^ (half < 0 ? 0x04c11db7 : 0);
  for (let lower = 1; lower < bit; lower++) REMAINDERS[bit + lower] = REMAINDERS[bit] ^ REMAINDERS[lower];
}
