import type { FileHandle } from 'node:fs/promises';
import { encodeNpy } from '@rbassist/core';
import { checksum, damaged, requireSame } from '../../files/file-check.ts';
import type { ExpectedFile } from '../vector-engine.ts';

/** Rows to read at once if all are wanted. */
export const ROWS_AT_ONCE = 1024;

/** Returns the start of a `.npy` file of float16 rows. */
export function vectorFileHeader(rows: number, dimensions: number): Uint8Array {
  return encodeNpy(new Float32Array(0), 'float16', [rows, dimensions]);
}

/**
 * Reads all rows of a file in order, up to {@link ROWS_AT_ONCE} at once. `take` must copy them.
 *
 * @throws {FileFormatError} if the file is not the expected one, after some or all rows were taken.
 */
export async function readVectorFile(
  handle: FileHandle,
  path: string,
  { check, dimensions, labels }: ExpectedFile,
  take: (rows: Uint8Array, label: number) => void,
): Promise<void> {
  const header = vectorFileHeader(labels, dimensions);
  const rowBytes = 2 * dimensions;
  const { size } = await handle.stat();
  requireSame(path, { ...check, bytes: size }, check);
  if (size !== header.length + labels * rowBytes) throw damaged(path, `does not contain ${labels} vectors`);
  const found = new Uint8Array(header.length);
  await readFully(handle, found, 0, path);
  let sum = checksum(found);
  const chunk = new Uint8Array(Math.min(ROWS_AT_ONCE, labels) * rowBytes);
  for (let label = 0; label < labels; label += ROWS_AT_ONCE) {
    const rows = chunk.subarray(0, Math.min(ROWS_AT_ONCE, labels - label) * rowBytes);
    await readFully(handle, rows, header.length + label * rowBytes, path);
    sum = checksum(rows, sum.value);
    take(rows, label);
  }
  requireSame(path, { bytes: size, crc32: sum.text }, check);
  if (Buffer.compare(found, header) !== 0) throw damaged(path, 'has a wrong header');
}

async function readFully(handle: FileHandle, into: Uint8Array, position: number, path: string): Promise<void> {
  for (let done = 0; done < into.length; ) {
    const { bytesRead } = await handle.read(into, done, into.length - done, position + done);
    if (bytesRead === 0) throw damaged(path, 'is incomplete');
    done += bytesRead;
  }
}
