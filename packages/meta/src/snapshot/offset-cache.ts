import { crc32 } from 'node:zlib';
import { readRegularFileSync, replaceFile, systemErrorCode } from '@rbassist/core';
import type { ByteRange } from '../files/byte-range.ts';
import type { FileState } from '../files/file-state.ts';
import { LazyRecord } from './lazy-record.ts';
import type { Snapshot, StoredRecord } from './snapshot.ts';

type CachedSnapshot = Pick<Snapshot, 'content' | 'members' | 'records'>;

/** First line of the cache. A table of numbers, the texts, and a CRC-32 of everything before it follow. */
interface Head {
  version: number;
  state: FileState;
  content: Snapshot['content'];
  members: [string, ByteRange][];
  longs: (readonly string[])[];
  records: number;
}

const VERSION = 2;
/** Size of the smallest meta.json with a cache, in bytes. A smaller file is fast to scan. */
const WORTH_BYTES = 1 << 24;
const CHUNK_BYTES = 1 << 20;
const LARGEST_CACHE_BYTES = 2 ** 31 - 1;
/** Columns: position, length, CRC-32, number of the list of long members, bytes of path, bytes of short members. */
const COLUMNS = 6;
const CRC_BYTES = 4;
const LINE_FEED = 0x0a;

function cachePath(metaPath: string): string {
  return `${metaPath.replace(/\.json$/, '')}.places`;
}

/** Saves the byte ranges of a large meta.json, so that the next process need not scan it. Ignores errors. */
export async function saveOffsets(snapshot: Snapshot): Promise<void> {
  const { path, damage, fromCache, state } = snapshot;
  if (damage || fromCache || state === undefined || Number.parseInt(snapshot.content, 10) < WORTH_BYTES) return;
  // a lone surrogate can't be encoded as UTF-8
  if (![...snapshot.records.keys()].every((key) => key.isWellFormed())) return;
  await replaceFile(cachePath(path), encode(snapshot, state)).catch(() => {});
}

/** Loads the byte ranges of a meta.json in this state. Returns undefined if the cache is missing, old or damaged. */
export function loadOffsets(metaPath: string, state: FileState): CachedSnapshot | undefined {
  try {
    return decode(readRegularFileSync(cachePath(metaPath), LARGEST_CACHE_BYTES), state);
  } catch (error) {
    if (error instanceof SyntaxError || systemErrorCode(error) !== undefined) return undefined;
    throw error;
  }
}

function* encode({ content, members, records }: Snapshot, state: FileState): Generator<Buffer> {
  const longs = [...new Set([...records.values()].map(({ long }) => long))];
  const longIds = new Map(longs.map((long, id) => [long, id]));
  const table = new Float64Array(records.size * COLUMNS);
  let row = 0;
  for (const [path, { at, length, crc, long, short }] of records) {
    table.set([at, length, crc, longIds.get(long) ?? 0, Buffer.byteLength(path), Buffer.byteLength(short)], row);
    row += COLUMNS;
  }
  const head: Head = { version: VERSION, state, content, members: [...members], longs, records: records.size };
  let crc = 0;
  const summed = (bytes: Buffer): Buffer => {
    crc = crc32(bytes, crc);
    return bytes;
  };
  yield summed(Buffer.from(`${JSON.stringify(head)}\n`));
  yield summed(Buffer.from(table.buffer));
  let texts = '';
  for (const [path, { short }] of records) {
    texts += path + short;
    if (texts.length < CHUNK_BYTES) continue;
    yield summed(Buffer.from(texts));
    texts = '';
  }
  yield summed(Buffer.from(texts));
  const sum = Buffer.alloc(CRC_BYTES);
  sum.writeUInt32LE(crc);
  yield sum;
}

function decode(bytes: Buffer, state: FileState): CachedSnapshot | undefined {
  const headEnd = bytes.indexOf(LINE_FEED);
  if (headEnd < 0) return undefined;
  const head: Head = JSON.parse(bytes.toString('utf8', 0, headEnd));
  if (head.version !== VERSION || head.state !== state) return undefined;
  const end = bytes.length - CRC_BYTES;
  if (crc32(bytes.subarray(0, end)) !== bytes.readUInt32LE(end)) return undefined;

  const tableEnd = headEnd + 1 + head.records * COLUMNS * Float64Array.BYTES_PER_ELEMENT;
  // copied, because a Float64Array must be aligned
  const table = new Float64Array(Uint8Array.prototype.slice.call(bytes, headEnd + 1, tableEnd).buffer);
  const records = new Map<string, StoredRecord>();
  let textAt = tableEnd;
  for (let row = 0; row < table.length; row += COLUMNS) {
    // no view per row, which would create 50,000 objects
    const record = { at: table[row], length: table[row + 1], crc: table[row + 2], long: head.longs[table[row + 3]] };
    const shortAt = textAt + table[row + 4];
    const path = bytes.toString('utf8', textAt, shortAt);
    textAt = shortAt + table[row + 5];
    records.set(path, new LazyRecord(record, bytes, { at: shortAt, length: table[row + 5] }));
  }
  return { content: head.content, members: new Map(head.members), records };
}
