import { createHash } from 'node:crypto';
import { notify, type RunOptions } from '@rbassist/core';
import { openRandomAccess } from './random-access-file.ts';

const PIECE_BYTES = 1 << 20;

/**
 * SHA-256 of a file in 64 hex digits, as model hubs state it. One MiB of it is in memory at a time; progress counts bytes.
 *
 * @throws {FileFormatError} when it is missing or cannot be read; the signal's reason when that is aborted.
 */
export async function fileSha256(path: string, options: RunOptions = {}): Promise<string> {
  const hash = createHash('sha256');
  const file = await openRandomAccess(path);
  try {
    const piece = new Uint8Array(PIECE_BYTES);
    for (let position = 0; position < file.size; position += PIECE_BYTES) {
      options.signal?.throwIfAborted();
      const bytes = piece.subarray(0, Math.min(PIECE_BYTES, file.size - position));
      await file.readInto(bytes, position);
      hash.update(bytes);
      notify(options.onProgress, { stage: 'checksum', done: position + bytes.length, total: file.size, item: path });
    }
    return hash.digest('hex');
  } finally {
    await file.close();
  }
}
