import { open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { systemErrorCode } from '@rbassist/core';
import { checksumLike } from './blob-checksum.ts';
import { type Asked, oddAnswer, requestFailure, statusFailure } from './hub-failure.ts';
import type { Fetch } from './hub-fetch.ts';
import { type Patience, patiently } from './retry-hub.ts';
import { cacheError, HubError, ModelChecksumError } from './store-errors.ts';

/** A file of the hub, and where its contents go. */
export interface BlobRequest extends Asked, Patience {
  name: string;
  url: string;
  fetch: Fetch;
  /** Where the whole, checked file appears; what is not yet whole grows at the same path with `.incomplete` behind it. */
  path: string;
  bytes: number;
  /** Its checksum, see {@link checksumLike}. */
  etag: string;
  /** Told how many bytes of the file are on disk, earlier ones included. */
  onBytes?: (done: number) => void;
}

/**
 * Downloads a file, going on where an earlier attempt stopped, and puts it in place only when its checksum is right. Should a file
 * that was begun earlier turn out wrong, it is fetched once more from its start.
 *
 * @throws {HubError} when the hub does not give it; {@link ModelChecksumError}; {@link ModelCacheError}; the signal's reason.
 */
export async function fetchBlob(request: BlobRequest): Promise<void> {
  const incomplete = `${request.path}.incomplete`;
  const begunEarlier = (await sizeOf(incomplete)) > 0;
  await fetchRest(request, incomplete);
  if (!(await isRight(request, incomplete))) {
    await remove(incomplete);
    if (begunEarlier) await fetchRest(request, incomplete);
    if (!begunEarlier || !(await isRight(request, incomplete))) {
      await remove(incomplete);
      throw new ModelChecksumError(
        request.path,
        `${request.name} of ${request.id} arrived with another checksum than ${request.endpoint} states, and was thrown away. ` +
          'Run the same command again; if it happens again, something between here and the hub changes files.',
      );
    }
  }
  try {
    await rename(incomplete, request.path);
  } catch (error) {
    throw cacheError(request.path, 'written', error);
  }
}

/** Brings the incomplete file to its full size, through as many answers as that takes. */
async function fetchRest(request: BlobRequest, incomplete: string): Promise<void> {
  let furthest = await sizeOf(incomplete);
  if (furthest > request.bytes || request.bytes === 0) {
    furthest = 0;
    await writeFile(incomplete, '').catch((error) => {
      throw cacheError(incomplete, 'written', error);
    });
  }
  if (furthest === request.bytes) return;
  await patiently(
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
  const answer = await ask(request, have);
  const goesOn = answer.status === 206;
  if (goesOn && !continues(answer, have, request.bytes)) {
    await answer.body?.cancel();
    throw oddAnswer(request, `of ${request.name} it sent another part than was asked for`);
  }
  if (!answer.body) throw oddAnswer(request, `${request.name} came without contents`);
  const file = await open(incomplete, goesOn ? 'a' : 'w').catch((error) => {
    throw cacheError(incomplete, 'written', error);
  });
  let done = goesOn ? have : 0;
  try {
    for await (const piece of received(request, answer.body)) {
      done += piece.length;
      if (done > request.bytes) throw oddAnswer(request, `${request.name} is longer than it was stated to be`);
      await file.writeFile(piece);
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

async function ask(request: BlobRequest, have: number): Promise<Response> {
  const { url, signal } = request;
  // compressed, a part would not be a part of the file
  const headers = { 'accept-encoding': 'identity', ...(have > 0 && { range: `bytes=${have}-` }) };
  let answer: Response;
  try {
    answer = await request.fetch(url, { headers, signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw requestFailure(request, error);
  }
  if (answer.status === 200 || answer.status === 206) return answer;
  await answer.body?.cancel();
  throw statusFailure(request, answer.status, answer.headers);
}

/** The pieces of an answer; a connection that breaks is the hub's failure, not the disk's. */
async function* received(request: BlobRequest, body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    request.signal?.throwIfAborted();
    throw error instanceof HubError ? error : requestFailure(request, error);
  }
}

function continues(answer: Response, have: number, bytes: number): boolean {
  const [, first, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(answer.headers.get('content-range') ?? '') ?? [];
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
