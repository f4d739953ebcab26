import type { FileHandle } from 'node:fs/promises';

const HEADER = 32;
const FRAME_HEADER = 24;
const MAGIC_LITTLE_ENDIAN = 0x377f0682;
const MAGIC_BIG_ENDIAN = 0x377f0683;
const VERSION = 3_007_000;
const BATCH_BYTES = 1 << 18;

/** Changes in a write-ahead log that belong to finished transactions. */
export interface WalChanges {
  /** Position in the log of the newest version of each changed page. */
  pages: ReadonlyMap<number, number>;
  /** Number of pages of the database after the last transaction. */
  pageCount: number;
  pageSize: number;
}

/** Sums of SQLite's checksum so far. */
type Sums = [number, number];

/**
 * Finds the finished transactions of a write-ahead log (`-wal`), as described in section 4 of SQLite's file format.
 * A log without any, such as one left over from before the last checkpoint, gives undefined, as for SQLite.
 *
 * @param size Bytes of the log to look at.
 */
export async function readWalChanges(handle: FileHandle, size: number): Promise<WalChanges | undefined> {
  const header = Buffer.alloc(HEADER);
  if (size < HEADER || (await handle.read(header, 0, HEADER, 0)).bytesRead < HEADER) return undefined;
  const magic = header.readUInt32BE(0);
  if (magic !== MAGIC_LITTLE_ENDIAN && magic !== MAGIC_BIG_ENDIAN) return undefined;
  const littleEndian = magic === MAGIC_LITTLE_ENDIAN;
  const pageSize = header.readUInt32BE(8);
  if (header.readUInt32BE(4) !== VERSION || !isPageSize(pageSize)) return undefined;
  const sums: Sums = [0, 0];
  addToSums(sums, viewOf(header), 0, 24, littleEndian);
  if (!sumsAre(sums, header, 24)) return undefined;

  const frameSize = FRAME_HEADER + pageSize;
  const perBatch = Math.max(1, Math.floor(BATCH_BYTES / frameSize));
  const batch = Buffer.allocUnsafe(perBatch * frameSize);
  const finished = new Map<number, number>();
  let pageCount = 0;
  let pending: [page: number, at: number][] = [];
  for (let at = HEADER; ; at += batch.length) {
    const wanted = Math.min(batch.length, size - at);
    const { bytesRead } = wanted > 0 ? await handle.read(batch, 0, wanted, at) : { bytesRead: 0 };
    const view = viewOf(batch);
    for (let frame = 0; ; frame += frameSize) {
      if (frame === batch.length) break;
      if (frame + frameSize > bytesRead || !isNext(frame)) return changes();
      pending.push([batch.readUInt32BE(frame), at + frame + FRAME_HEADER]);
      const sizeAfter = batch.readUInt32BE(frame + 4);
      if (sizeAfter === 0) continue;
      for (const [page, position] of pending) finished.set(page, position);
      pending = [];
      pageCount = sizeAfter;
    }

    function isNext(frame: number): boolean {
      const sameSalt = batch.compare(header, 16, 24, frame + 8, frame + 16) === 0;
      if (!sameSalt || batch.readUInt32BE(frame) === 0) return false;
      addToSums(sums, view, frame, 8, littleEndian);
      addToSums(sums, view, frame + FRAME_HEADER, pageSize, littleEndian);
      return sumsAre(sums, batch, frame + 16);
    }
  }

  function changes(): WalChanges | undefined {
    return pageCount === 0 ? undefined : { pages: finished, pageCount, pageSize };
  }
}

/** Returns true for a page size that SQLite allows. */
export function isPageSize(bytes: number): boolean {
  return bytes >= 512 && bytes <= 65_536 && (bytes & (bytes - 1)) === 0;
}

function addToSums(sums: Sums, view: DataView, from: number, length: number, littleEndian: boolean): void {
  let [first, second] = sums;
  for (let at = from; at < from + length; at += 8) {
    first = (first + view.getInt32(at, littleEndian) + second) | 0;
    second = (second + view.getInt32(at + 4, littleEndian) + first) | 0;
  }
  sums[0] = first;
  sums[1] = second;
}

/** Checksums are stored big-endian, whatever the order in which they are computed. */
function sumsAre([first, second]: Sums, bytes: Buffer, at: number): boolean {
  return bytes.readInt32BE(at) === first && bytes.readInt32BE(at + 4) === second;
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
