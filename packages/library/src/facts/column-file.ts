import { crc32 } from 'node:zlib';

/** Numbers of all tracks. */
export type Column = Uint8Array<ArrayBufferLike> | Uint32Array | Float64Array;

/** Columns by name. */
export type Columns = Readonly<Record<string, Column>>;

const TYPES = { Uint8Array, Uint32Array, Float64Array } as const;
const ALIGNMENT = 8;
const CRC_BYTES = 4;
const LINE_FEED = 0x0a;

/** First line of a file. The columns follow, each at a multiple of 8 bytes, and a CRC-32 of everything before it. */
interface Head {
  version: number;
  columns: [name: string, type: keyof typeof TYPES, length: number][];
}

/** Yields the bytes of a file of columns. */
export function* encodeColumns(version: number, columns: Columns): Generator<Uint8Array> {
  let crc = 0;
  let at = 0;
  function* part(bytes: Uint8Array): Generator<Uint8Array> {
    const padding = new Uint8Array(aligned(at + bytes.length) - at - bytes.length);
    for (const each of [bytes, padding]) {
      crc = crc32(each, crc);
      at += each.length;
      yield each;
    }
  }
  const list = Object.entries(columns).map(([name, column]) => [name, column.constructor.name, column.length]);
  yield* part(Buffer.from(`${JSON.stringify({ version, columns: list })}\n`));
  for (const { buffer, byteOffset, byteLength } of Object.values(columns)) {
    yield* part(new Uint8Array(buffer, byteOffset, byteLength));
  }
  const sum = Buffer.alloc(CRC_BYTES);
  sum.writeUInt32LE(crc);
  yield sum;
}

/** Returns the columns of a file, in its memory; undefined if the file is damaged or of another version. */
export function decodeColumns(file: Buffer, version: number): Columns | undefined {
  // a column must be aligned in memory too
  const bytes = file.byteOffset % ALIGNMENT === 0 ? file : Buffer.from(Uint8Array.from(file).buffer);
  const end = bytes.length - CRC_BYTES;
  if (end < 0 || crc32(bytes.subarray(0, end)) !== bytes.readUInt32LE(end)) return undefined;
  const headEnd = bytes.indexOf(LINE_FEED);
  const head: Head = JSON.parse(bytes.toString('utf8', 0, headEnd));
  if (head.version !== version) return undefined;
  let at = aligned(headEnd + 1);
  const entries = head.columns.map(([name, type, length]) => {
    const Type = TYPES[type];
    const column = new Type(bytes.buffer as ArrayBuffer, bytes.byteOffset + at, length);
    at = aligned(at + column.byteLength);
    return [name, column];
  });
  return Object.fromEntries(entries);
}

function aligned(at: number): number {
  return Math.ceil(at / ALIGNMENT) * ALIGNMENT;
}
