import { createHash } from 'node:crypto';
import { openRegularFile } from '@rbassist/core';
import { cacheError } from './store-errors.ts';

const PIECE_BYTES = 1 << 20;
const SHA256_DIGITS = 64;

/** Computes a file's checksum of the same kind as `etag`: SHA-256 (64 hex digits), or git's blob SHA-1 (40). */
export async function checksumLike(
  etag: string,
  { path, bytes }: { path: string; bytes: number },
  { signal, onBytes }: { signal?: AbortSignal; onBytes?: (done: number) => void } = {},
): Promise<string> {
  const git = etag.length !== SHA256_DIGITS;
  const hash = createHash(git ? 'sha1' : 'sha256');
  if (git) hash.update(`blob ${bytes}\0`);
  let done = 0;
  try {
    const file = await openRegularFile(path, Number.POSITIVE_INFINITY);
    for await (const piece of file.createReadStream({ highWaterMark: PIECE_BYTES, signal })) {
      hash.update(piece);
      done += piece.length;
      onBytes?.(done);
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw cacheError(path, 'read', error);
  }
  return hash.digest('hex');
}
