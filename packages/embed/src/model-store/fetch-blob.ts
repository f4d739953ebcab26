import { open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { FileKindError, systemErrorCode } from '@rbassist/core';
import { checksumLike } from './blob-checksum.ts';
import { BlobParts, type BlobSource } from './blob-parts.ts';
import { invalidAnswer, requestFailure } from './hub-failure.ts';
import { type RetryOptions, retryHub } from './retry-hub.ts';
import { cacheError, HubError, ModelChecksumError } from './store-errors.ts';

const HEAD_BYTES = 64 * 1024;
/** Bytes that a failed request must bring to count as an advance. */
const LEAST_ADVANCE = 32 * 1024;

/** A file to download, and its place on disk. */
export interface BlobRequest extends BlobSource, RetryOptions {
  /** Path of the complete, checked file. The download grows at this path with `.incomplete` appended. */
  path: string;
  /** Checksum of the kind that {@link checksumLike} takes. */
  etag: string;
  /** Called with the bytes on disk so far, earlier downloads included. */
  onBytes?: (done: number) => void;
}

/**
 * Downloads a file, resuming an earlier attempt, and moves it into place if its checksum is right. If a file of several
 * parts is wrong, it is downloaded once more from the start.
 *
 * @throws {HubError} if the hub does not deliver.
 * @throws {ModelChecksumError} if the file is wrong.
 * @throws {ModelCacheError} if the file can't be written.
 * @throws the signal's reason once it is aborted.
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
        `${request.name} of ${request.id} has another checksum than ${request.endpoint} states, so it was deleted. ` +
        'If this happens again, something between here and the hub changes files.';
      throw new ModelChecksumError(request.path, message, { remedies: [{ action: 'retry' }] });
    }
  }
  try {
    await rename(incomplete, request.path);
  } catch (error) {
    throw cacheError(request.path, 'written', error);
  }
}

/** Downloads the rest of the incomplete file, in as many requests as it takes. Returns true if it has several parts. */
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
  // the last connection fell silent behind the last byte
  if (have === request.bytes) return;
  const { response, start } = await parts.from(have);
  if (!response.body) throw invalidAnswer(request, `${request.name} came without contents`);
  const chunks = received(request, response.body);
  // pages and pointers are short, so that they end before the file is touched
  const head = await takeHead(chunks);
  // a broken connection throws, so an early end means that this was never the file
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

/** Takes the first 64 KiB of contents, or all of shorter ones. */
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

/** The chunks of a response. A broken connection becomes a {@link HubError}. */
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
    // a pipe would wait for its reader
    if (!found.isFile()) throw new FileKindError('ENOTREGULAR', path, 'is not a regular file');
    return found.size;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return 0;
    throw cacheError(path, 'read', error);
  }
}
