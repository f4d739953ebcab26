import { open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { FileKindError, systemErrorCode } from '@rbassist/core';
import { checksumLike } from './blob-checksum.ts';
import { BlobParts, type BlobSource } from './blob-parts.ts';
import { invalidAnswer, requestFailure } from './hub-failure.ts';
import { type RetryOptions, retryHub } from './retry-hub.ts';
import { cacheError, HubError, ModelChecksumError } from './store-errors.ts';

const HEAD_BYTES = 64 * 1024;
/** Minimum of new bytes for a failed request to count as progress. */
const LEAST_ADVANCE = 32 * 1024;

export interface BlobRequest extends BlobSource, RetryOptions {
  /** Path of the complete, checked file. The download has this path plus `.incomplete`. */
  path: string;
  /** Checksum of the kind that {@link checksumLike} takes. */
  etag: string;
  /** Called with the bytes on disk so far, including earlier downloads. */
  onBytes?: (done: number) => void;
}

/**
 * Downloads or resumes a file, and moves it to its path if the checksum is right. If a resumed file is wrong, downloads
 * it again from the start, once. Throws {@link HubError}, {@link ModelChecksumError} or {@link ModelCacheError}.
 */
export async function fetchBlob(request: BlobRequest): Promise<void> {
  const incomplete = `${request.path}.incomplete`;
  const joined = await fetchRest(request, incomplete);
  if (!(await isRight(request, incomplete))) {
    await remove(incomplete);
    if (joined) await fetchRest(request, incomplete);
    if (!joined || !(await isRight(request, incomplete))) {
      await remove(incomplete);
      const message =
        `${request.name} of ${request.id} does not have the checksum that ${request.endpoint} states, so rbassist deleted it. ` +
        'If this happens again, a proxy or virus scanner may be changing the file.';
      throw new ModelChecksumError(request.path, message, { remedies: [{ action: 'retry' }] });
    }
  }
  try {
    await rename(incomplete, request.path);
  } catch (error) {
    throw cacheError(request.path, 'written', error);
  }
}

/** Downloads the rest of the incomplete file, with retries. Returns true if it joined parts. */
async function fetchRest(request: BlobRequest, incomplete: string): Promise<boolean> {
  if ((await sizeOf(incomplete)) > request.bytes || request.bytes === 0) {
    await writeFile(incomplete, '').catch((error) => {
      throw cacheError(incomplete, 'written', error);
    });
  }
  let furthest = await sizeOf(incomplete);
  if (furthest === request.bytes) return furthest > 0;
  const parts = new BlobParts(request);
  await retryHub(
    () => fetchFrom(request, parts, incomplete),
    request,
    async () => {
      const now = await sizeOf(incomplete);
      const advanced = now >= furthest + LEAST_ADVANCE;
      furthest = Math.max(now, furthest);
      return advanced;
    },
  );
  return parts.joined;
}

async function fetchFrom(request: BlobRequest, parts: BlobParts, incomplete: string): Promise<void> {
  const have = await sizeOf(incomplete);
  // the last connection stalled after the last byte
  if (have === request.bytes) return;
  const { response, start } = await parts.from(have);
  if (!response.body) throw invalidAnswer(request, `${request.name} has no contents`);
  const chunks = received(request, response.body);
  // web pages and pointers are short, so they end before the file is changed
  const head = await takeHead(chunks);
  // a broken connection throws, so an early end means that this is another file
  const tooShort = () => invalidAnswer(request, `${request.name} is shorter than the hub stated`);
  if (head.ended && start + head.bytes < request.bytes) throw tooShort();
  const file = await open(incomplete, start > 0 ? 'a' : 'w').catch((error) => {
    throw cacheError(incomplete, 'written', error);
  });
  let done = start;
  const write = async (chunk: Uint8Array) => {
    done += chunk.length;
    if (done > request.bytes) throw invalidAnswer(request, `${request.name} is longer than the hub stated`);
    await file.writeFile(chunk);
    request.onBytes?.(done);
  };
  try {
    for (const chunk of head.chunks) await write(chunk);
    for await (const chunk of chunks) await write(chunk);
    if (done < request.bytes) throw tooShort();
    await file.sync();
  } catch (error) {
    request.signal?.throwIfAborted();
    if (error instanceof HubError && !error.transient) await file.truncate(start);
    throw cacheError(incomplete, 'written', error);
  } finally {
    await file.close();
  }
}

async function takeHead(
  contents: AsyncGenerator<Uint8Array>,
): Promise<{ chunks: Uint8Array[]; bytes: number; ended: boolean }> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  while (bytes < HEAD_BYTES) {
    const next = await contents.next();
    if (next.done) return { chunks, bytes, ended: true };
    chunks.push(next.value);
    bytes += next.value.length;
  }
  return { chunks, bytes, ended: false };
}

/** Yields the chunks of a response. Converts a broken connection to a {@link HubError}. */
async function* received(request: BlobRequest, body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    request.signal?.throwIfAborted();
    throw error instanceof HubError ? error : requestFailure(request, error);
  }
}

async function isRight(request: BlobRequest, path: string): Promise<boolean> {
  const { etag, bytes, signal } = request;
  return (await checksumLike(etag, { path, bytes }, { signal })) === etag;
}

async function remove(path: string): Promise<void> {
  await rm(path, { force: true }).catch((error) => {
    throw cacheError(path, 'removed', error);
  });
}

async function sizeOf(path: string): Promise<number> {
  try {
    const found = await stat(path);
    // opening a pipe would wait for its reader
    if (!found.isFile()) throw new FileKindError('ENOTREGULAR', path, 'is not a regular file');
    return found.size;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return 0;
    throw cacheError(path, 'read', error);
  }
}
