import { createHash } from 'node:crypto';
import { notify, type RunOptions } from '@rbassist/core';
import { openRandomAccess } from './random-access-file.ts';

const CHUNK_BYTES = 1 << 20;

/** Returns 64 hex digits, as model hubs state them. Progress counts bytes. Throws {@link FileFormatError}. */
export async function fileSha256(path: string, options: RunOptions = {}): Promise<string> {
  const hash = createHash('sha256');
  const file = await openRandomAccess(path);
  try {
    const chunk = new Uint8Array(CHUNK_BYTES);
    for (let position = 0; position < file.size; position += CHUNK_BYTES) {
      options.signal?.throwIfAborted();
      const bytes = chunk.subarray(0, Math.min(CHUNK_BYTES, file.size - position));
      await file.readInto(bytes, position);
      hash.update(bytes);
      notify(options.onProgress, { stage: 'checksum', done: position + bytes.length, total: file.size, item: path });
    }
    return hash.digest('hex');
  } finally {
    await file.close();
  }
}
