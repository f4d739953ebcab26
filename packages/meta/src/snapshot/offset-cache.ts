import { closeSync, fstatSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { openRegularFileSync, replaceFile, systemErrorCode } from '@rbassist/core';
import { type ByteRange, readRange } from '../files/byte-range.ts';
import { type FileState, stateOf } from '../files/file-state.ts';
import { COLUMNS, LazyRecord, type OffsetTable } from './lazy-record.ts';
import { ShortTexts } from './short-texts.ts';
import type { Snapshot, StoredRecord } from './snapshot.ts';

type CachedSnapshot = Pick<Snapshot, 'content' | 'members' | 'records'>;

/**
 * First line of the cache. A table of numbers, the paths, and a CRC-32 of everything before it follow. The texts of the
 * short members come last, and stay on disk.
 */
interface Head {
  version: number;
  state: FileState;
  content: Snapshot['content'];
  members: [string, ByteRange][];
  longs: (readonly string[])[];
  records: number;
}

const VERSION = 3;
/** Size of the smallest meta.json with a cache, in bytes. A smaller file is fast to scan. */
const WORTH_BYTES = 1 << 24;
const CHUNK_BYTES = 1 << 20;
const LARGEST_HEAD_BYTES = 1 << 20;
const LARGEST_CACHE_BYTES = 16 * 2 ** 30;
const CRC_BYTES = 4;
const LINE_FEED = 0x0a;

function cachePath(metaPath: string): string {
  return `${metaPath.replace(/\.json$/, '')}.places`;
}

/**
 * Saves the byte ranges of a large meta.json, so that the next process need not scan it. The records of the snapshot
 * then leave their texts on disk. Ignores errors.
 */
export async function saveOffsets(snapshot: Snapshot): Promise<void> {
  const { path, damage, fromCache, state, records } = snapshot;
  if (damage || fromCache || state === undefined || Number.parseInt(snapshot.content, 10) < WORTH_BYTES) return;
  // a lone surrogate can't be encoded as UTF-8
  if (![...records.keys()].every((key) => key.isWellFormed())) return;
  const saved = await replaceFile(cachePath(path), encode(snapshot, state)).then(
    () => loadOffsets(path, state),
    () => undefined,
  );
  for (const [key, record] of saved?.records ?? []) records.set(key, record);
}

/** Loads the byte ranges of a meta.json in this state. Returns undefined if the cache is missing, old or damaged. */
export function loadOffsets(metaPath: string, state: FileState): CachedSnapshot | undefined {
  const path = cachePath(metaPath);
  let descriptor: number | undefined;
  try {
    descriptor = openRegularFileSync(path, LARGEST_CACHE_BYTES);
    return decode(path, descriptor, state);
  } catch (error) {
    if (error instanceof SyntaxError || systemErrorCode(error) !== undefined) return undefined;
    throw error;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function* encode({ content, members, records }: Snapshot, state: FileState): Generator<Buffer> {
  const longs = [...new Set([...records.values()].map(({ long }) => long))];
  const longIds = new Map(longs.map((long, id) => [long, id]));
  const table = new Float64Array(records.size * COLUMNS);
  let row = 0;
  for (const [path, record] of records) {
    const { at, length, crc, long } = record;
    const short = Buffer.from(requireShort(record));
    const texts = [Buffer.byteLength(path), short.length, crc32(short)];
    table.set([at, length, crc, longIds.get(long) ?? 0, ...texts], row);
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
  for (const bytes of joined(records.keys())) yield summed(bytes);
  const sum = Buffer.alloc(CRC_BYTES);
  sum.writeUInt32LE(crc);
  yield sum;
  yield* joined(shortTexts(records.values()));
}

function* shortTexts(records: Iterable<StoredRecord>): Generator<string> {
  for (const record of records) yield requireShort(record);
}

/** Throws if another process has replaced the cache from which the record came. */
function requireShort({ short }: StoredRecord): string {
  if (short === undefined) throw new Error('a text is no longer in the cache');
  return short;
}

function* joined(all: Iterable<string>): Generator<Buffer> {
  let texts = '';
  for (const text of all) {
    texts += text;
    if (texts.length < CHUNK_BYTES) continue;
    yield Buffer.from(texts);
    texts = '';
  }
  yield Buffer.from(texts);
}

function decode(path: string, descriptor: number, state: FileState): CachedSnapshot | undefined {
  const start = readRange(descriptor, { at: 0, length: LARGEST_HEAD_BYTES });
  const headEnd = start.indexOf(LINE_FEED);
  if (headEnd < 0) return undefined;
  const head: Head = JSON.parse(start.toString('utf8', 0, headEnd));
  if (head.version !== VERSION || head.state !== state) return undefined;
  const pathsAt = headEnd + 1 + head.records * COLUMNS * Float64Array.BYTES_PER_ELEMENT;
  const tableBytes = readRange(descriptor, { at: headEnd + 1, length: pathsAt - headEnd - 1 });
  if (tableBytes.length < pathsAt - headEnd - 1) return undefined;
  // copied, because a Float64Array must be aligned
  const numbers = new Float64Array(Uint8Array.prototype.slice.call(tableBytes).buffer);
  let [pathBytes, textBytes] = [0, 0];
  const texts = new Float64Array(head.records);
  for (let row = 0; row < head.records; row++) {
    texts[row] = textBytes;
    pathBytes += numbers[row * COLUMNS + 4];
    textBytes += numbers[row * COLUMNS + 5];
  }
  const textsAt = pathsAt + pathBytes + CRC_BYTES;
  if (fstatSync(descriptor).size !== textsAt + textBytes) return undefined;
  const paths = readRange(descriptor, { at: pathsAt, length: pathBytes + CRC_BYTES });
  const crc = [start.subarray(0, headEnd + 1), tableBytes, paths.subarray(0, pathBytes)].reduce(
    (sum, bytes) => crc32(bytes, sum),
    0,
  );
  if (crc !== paths.readUInt32LE(pathBytes)) return undefined;

  const onDisk = new ShortTexts(path, stateOf(descriptor), textsAt);
  const table: OffsetTable = { numbers, texts, longs: head.longs, shortTexts: onDisk };
  const records = new Map<string, StoredRecord>();
  let pathAt = 0;
  for (let row = 0; row < head.records; row++) {
    const end = pathAt + numbers[row * COLUMNS + 4];
    records.set(paths.toString('utf8', pathAt, end), new LazyRecord(table, row));
    pathAt = end;
  }
  return { content: head.content, members: new Map(head.members), records };
}
