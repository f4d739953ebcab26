import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { replaceFile, systemErrorCode } from '@rbassist/core';
import type { FileState, Place } from './file-window.ts';
import { RememberedRecord } from './remembered-record.ts';
import type { ScannedDocument, StoredRecord } from './scan-whole.ts';
import type { ContentId, WholeFile } from './whole-file.ts';

/** What a walk through a meta.json finds. */
type Found = Pick<ScannedDocument, 'members' | 'records'> & { content: ContentId };

/** The first line of the file; behind it come the table, the texts and a CRC-32 of all that. */
interface Head {
  version: number;
  /** Of the meta.json that it tells of. */
  state: FileState;
  content: ContentId;
  members: [string, Place][];
  /** The lists of long members that occur. */
  longs: (readonly string[])[];
  records: number;
}

const VERSION = 1;
/** A smaller meta.json is walked through in no time. */
const WORTH_BYTES = 1 << 24;
const CHUNK_BYTES = 1 << 20;
/** Numbers of a record in the table: where it lies, its length and checksum, its list of long members, and how long its path and short members are. */
const COLUMNS = 6;
const CRC_BYTES = 4;
const LINE_FEED = 0x0a;

/** Where what a walk through a meta.json found is written down. It can be deleted at any time. */
function placesOf(metaPath: string): string {
  return `${metaPath.replace(/\.json$/, '')}.places`;
}

/** Writes down what a walk through a large file found, so that the next one is spared. It is done without if that fails. */
export async function remember(whole: WholeFile): Promise<void> {
  const { path, damage, remembered, state } = whole;
  if (damage || remembered || state === undefined || Number.parseInt(whole.content, 10) < WORTH_BYTES) return;
  // half of a surrogate pair has no bytes
  if (![...whole.records.keys()].every((key) => key.isWellFormed())) return;
  await replaceFile(placesOf(path), chunks(whole, state)).catch(() => {});
}

/** What was written down of a meta.json in this state; undefined where that is not the case, or can't be relied on. */
export function recall(metaPath: string, state: FileState): Found | undefined {
  try {
    return decode(readFileSync(placesOf(metaPath)), state);
  } catch (error) {
    if (error instanceof SyntaxError || systemErrorCode(error) !== undefined) return undefined;
    throw error;
  }
}

function* chunks({ content, members, records }: WholeFile, state: FileState): Generator<Buffer> {
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

function decode(bytes: Buffer, state: FileState): Found | undefined {
  const headEnd = bytes.indexOf(LINE_FEED);
  if (headEnd < 0) return undefined;
  const head: Head = JSON.parse(bytes.toString('utf8', 0, headEnd));
  if (head.version !== VERSION || head.state !== state) return undefined;
  const end = bytes.length - CRC_BYTES;
  if (crc32(bytes.subarray(0, end)) !== bytes.readUInt32LE(end)) return undefined;

  const tableEnd = headEnd + 1 + head.records * COLUMNS * Float64Array.BYTES_PER_ELEMENT;
  // numbers must be aligned, and the head is of any length
  const table = new Float64Array(Uint8Array.prototype.slice.call(bytes, headEnd + 1, tableEnd).buffer);
  const records = new Map<string, StoredRecord>();
  let textAt = tableEnd;
  for (let row = 0; row < table.length; row += COLUMNS) {
    // a view of each row would be fifty thousand objects
    const record = { at: table[row], length: table[row + 1], crc: table[row + 2], long: head.longs[table[row + 3]] };
    const shortAt = textAt + table[row + 4];
    const path = bytes.toString('utf8', textAt, shortAt);
    textAt = shortAt + table[row + 5];
    records.set(path, new RememberedRecord(record, bytes, { at: shortAt, length: table[row + 5] }));
  }
  return { content: head.content, members: new Map(head.members), records };
}
