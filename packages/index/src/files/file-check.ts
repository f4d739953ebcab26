import { crc32 } from 'node:zlib';
import { dataFolderError, FileFormatError, FileKindError, openRegularFile, systemErrorCode } from '@rbassist/core';

export interface FileCheck {
  bytes: number;
  /** CRC-32, as 8 hex digits. Much faster than SHA-256 for files of 200 MB. */
  crc32: string;
}

const CHUNK_BYTES = 4 << 20;

/** Computes a checksum, as a number and as stored text. `before` is the checksum of the preceding bytes. */
export function checksum(bytes: string | Uint8Array, before = 0): { value: number; text: string } {
  const value = crc32(bytes, before);
  return { value, text: value.toString(16).padStart(8, '0') };
}

export function checkOf(contents: Uint8Array): FileCheck {
  return { bytes: contents.length, crc32: checksum(contents).text };
}

/** The checksum is '' for a file of another size than `expectedBytes`, because it may be huge. */
export async function checkOfFile(path: string, expectedBytes?: number): Promise<FileCheck> {
  const handle = await openRegularFile(path, Number.POSITIVE_INFINITY);
  try {
    const { size } = await handle.stat();
    if (expectedBytes !== undefined && size !== expectedBytes) return { bytes: size, crc32: '' };
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    let sum = checksum('');
    let bytes = 0;
    for (;;) {
      const { bytesRead } = await handle.read(chunk, 0, CHUNK_BYTES, bytes);
      if (bytesRead === 0) return { bytes, crc32: sum.text };
      sum = checksum(chunk.subarray(0, bytesRead), sum.value);
      bytes += bytesRead;
    }
  } finally {
    await handle.close();
  }
}

export function requireSame(path: string, found: FileCheck, expected: FileCheck | undefined): void {
  if (found.bytes !== expected?.bytes) throw damaged(path, `has ${found.bytes} bytes instead of ${expected?.bytes}`);
  if (found.crc32 !== expected.crc32) throw damaged(path, 'does not match its checksum');
}

/** Turns a failed read of an index file into an error. A missing file, or one that is not regular, counts as damage. */
export function readingError(path: string, error: unknown): Error {
  if (error instanceof FileKindError)
    return new FileFormatError(path, `${error.message}.`, {
      cause: error,
      remedies: [{ action: 'move-away', path }, { action: 'rebuild-index' }],
    });
  return systemErrorCode(error) === 'ENOENT' ? damaged(path, 'is missing') : dataFolderError(path, 'read', error);
}

/** Returns the error for a damaged file. `problem` follows the path in the message. */
export function damaged(path: string, problem: string, cause?: unknown): FileFormatError {
  return new FileFormatError(path, `${path} ${problem}.`, { cause, remedies: [{ action: 'rebuild-index' }] });
}
