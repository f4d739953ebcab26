import type { HttpBindings } from '@hono/node-server';
import type { ByteRange } from '@rbassist/library';
import type { Context } from 'hono';
import { problemResponse } from '../error-response.ts';
import { parseRange } from './byte-range.ts';

/** Bytes to answer with. */
export interface BytesToSend {
  type: string;
  size: number;
  /** Text of letters, digits and "-_" that changes with the bytes. */
  version: string;
  read(range: ByteRange, signal: AbortSignal): AsyncGenerator<Uint8Array>;
  headers?: Readonly<Record<string, string>>;
}

/**
 * Answers with bytes, or the one range of them that the request asks for (RFC 9110: conditional and range requests).
 * Reads them no faster than the client takes them, and stops when it goes away.
 */
export function bytesResponse(
  { req, env }: Context<{ Bindings: Partial<HttpBindings> }>,
  { type, size, version, read, headers = {} }: BytesToSend,
): Response {
  const etag = `"${version}"`;
  const common = {
    ...headers,
    etag,
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-cache',
    'x-content-type-options': 'nosniff',
  };
  if (isKnown(req.header('if-none-match'), etag)) return new Response(null, { status: 304, headers: common });
  const isSame = [undefined, etag].includes(req.header('if-range'));
  const range = req.method === 'GET' && isSame ? parseRange(req.header('range'), size) : 'none';
  if (range === 'unsatisfiable') {
    const detail = `The range ${req.header('range')} is beyond the ${size} bytes.`;
    return problemResponse({ status: 416, detail }, { ...common, 'content-range': `bytes */${size}` });
  }
  const { first, last } = range === 'none' ? { first: 0, last: size - 1 } : range;
  const body =
    req.method === 'GET' && size > 0 ? streamOf((signal) => read({ first, last }, signal), env?.outgoing) : null;
  return new Response(body, {
    status: range === 'none' ? 200 : 206,
    headers: {
      ...common,
      'content-type': type,
      'content-length': String(last - first + 1),
      ...(range !== 'none' && { 'content-range': `bytes ${first}-${last}/${size}` }),
    },
  });
}

/** Reads bytes in memory. */
export function bytesOf(bytes: Uint8Array): BytesToSend['read'] {
  return async function* ({ first, last }) {
    yield bytes.subarray(first, last + 1);
  };
}

function isKnown(header: string | undefined, etag: string): boolean {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(etag);
}

/** Starts to read with the first pull, and reads nothing ahead. An error breaks the connection off. */
function streamOf(
  read: (signal: AbortSignal) => AsyncGenerator<Uint8Array>,
  outgoing: HttpBindings['outgoing'] | undefined,
): ReadableStream<Uint8Array> {
  const stopped = new AbortController();
  const pieces = read(stopped.signal);
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = await pieces.next();
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          // Hono's server would print an error of the stream
          if (outgoing) outgoing.destroy();
          else controller.error(error);
        }
      },
      async cancel() {
        stopped.abort();
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
