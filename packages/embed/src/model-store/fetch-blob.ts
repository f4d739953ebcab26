import { open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { systemErrorCode } from '@rbassist/core';
import { checksumLike } from './blob-checksum.ts';
import { type HubRequest, invalidAnswer, requestFailure, statusFailure } from './hub-failure.ts';
import type { Fetch } from './hub-fetch.ts';
import { type RetryOptions, retryHub } from './retry-hub.ts';
import { cacheError, HubError, ModelChecksumError } from './store-errors.ts';

/** A file to download, and its place on disk. */
export interface BlobRequest extends HubRequest, RetryOptions {
  name: string;
  url: string;
  fetch: Fetch;
  /** Path of the complete, checked file. The download grows at this path with `.incomplete` appended. */
  path: string;
  bytes: number;
  /** Checksum of the kind that {@link checksumLike} takes. */
  etag: string;
  /** Called with the bytes on disk so far, earlier downloads included. */
  onBytes?: (done: number) => void;
}

/**
 * Downloads a file, resuming an earlier attempt, and moves it into place if its checksum is right. If a resumed file is
 * wrong, it is downloaded once more from the start.
 *
 * @throws {HubError} if the hub does not deliver.
 * @throws {ModelChecksumError} if the file is wrong.
 * @throws {ModelCacheError} if the file can't be written.
 * @throws the signal's reason once it is aborted.
 */
export async function fetchBlob(request: BlobRequest): Promise<void> {
  const incomplete = `${request.path}.incomplete`;
  const resumed = (await sizeOf(incomplete)) > 0;
  await fetchRest(request, incomplete);
  if (!(await isRight(request, incomplete))) {
    await remove(incomplete);
    if (resumed) await fetchRest(request, incomplete);
    if (!resumed || !(await isRight(request, incomplete))) {
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

/** Downloads the rest of the incomplete file, in as many requests as it takes. */
async function fetchRest(request: BlobRequest, incomplete: string): Promise<void> {
  let furthest = await sizeOf(incomplete);
  if (furthest > request.bytes || request.bytes === 0) {
    furthest = 0;
    await writeFile(incomplete, '').catch((error) => {
      throw cacheError(incomplete, 'written', error);
    });
  }
  if (furthest === request.bytes) return;
  await retryHub(
    () => fetchFrom(request, incomplete),
    request,
    async () => {
      const now = await sizeOf(incomplete);
      const advanced = now > furthest;
      furthest = Math.max(now, furthest);
      return advanced;
    },
  );
}

async function fetchFrom(request: BlobRequest, incomplete: string): Promise<void> {
  const have = await sizeOf(incomplete);
  const response = await send(request, have);
  const isPartial = response.status === 206;
  if (isPartial && !continues(response, have, request.bytes)) {
    await response.body?.cancel();
    throw invalidAnswer(request, `it sent another part of ${request.name} than requested`);
  }
  if (!response.body) throw invalidAnswer(request, `${request.name} came without contents`);
  const file = await open(incomplete, isPartial ? 'a' : 'w').catch((error) => {
    throw cacheError(incomplete, 'written', error);
  });
  let done = isPartial ? have : 0;
  try {
    for await (const chunk of received(request, response.body)) {
      done += chunk.length;
      if (done > request.bytes) throw invalidAnswer(request, `${request.name} is longer than the hub stated`);
      await file.writeFile(chunk);
      request.onBytes?.(done);
    }
    await file.sync();
  } catch (error) {
    request.signal?.throwIfAborted();
    throw cacheError(incomplete, 'written', error);
  } finally {
    await file.close();
  }
  if (done < request.bytes)
    throw requestFailure(request, new Error(`the answer ended after ${done} of ${request.bytes} bytes`));
}

async function send(request: BlobRequest, have: number): Promise<Response> {
  const { url, signal } = request;
  // a part of a compressed answer is no part of the file
  const headers = { 'accept-encoding': 'identity', ...(have > 0 && { range: `bytes=${have}-` }) };
  let response: Response;
  try {
    response = await request.fetch(url, { headers, signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw requestFailure(request, error);
  }
  if (response.status === 200 || response.status === 206) return response;
  await response.body?.cancel();
  throw statusFailure(request, response.status, response.headers);
}

/** The chunks of an response. A broken connection becomes a {@link HubError}. */
async function* received(request: BlobRequest, body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    request.signal?.throwIfAborted();
    throw error instanceof HubError ? error : requestFailure(request, error);
  }
}

function continues(response: Response, have: number, bytes: number): boolean {
  const [, first, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '') ?? [];
  return Number(first) === have && (total === '*' || Number(total) === bytes);
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
    return (await stat(path)).size;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return 0;
    throw cacheError(path, 'read', error);
  }
}
