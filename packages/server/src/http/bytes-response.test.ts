import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { parseRange } from './byte-range.ts';
import { type BytesToSend, bytesResponse } from './bytes-response.ts';

const PIECE = new Uint8Array(1000);
const PIECES = 1000;

/** Serves many pieces, and counts those that were read. */
function endless() {
  const counts = { read: 0, closed: 0 };
  const app = new Hono();
  const read: BytesToSend['read'] = async function* (_range, signal) {
    try {
      for (let i = 0; i < PIECES && !signal.aborted; i++) {
        counts.read++;
        yield PIECE;
      }
    } finally {
      counts.closed++;
    }
  };
  const bytes = { type: 'audio/wav', size: PIECES * PIECE.length, version: 'v', read };
  app.get('/', (request) => bytesResponse(request, bytes));
  return { app, counts };
}

it('reads nothing before the client does, and nothing ahead of it', async () => {
  const { app, counts } = endless();
  const answer = await app.request('/');
  expect(counts).toEqual({ read: 0, closed: 0 });
  const reader = answer.body!.getReader();
  await reader.read();
  await reader.read();
  expect(counts).toEqual({ read: 2, closed: 0 });
  await reader.cancel();
  expect(counts).toEqual({ read: 2, closed: 1 });
});

it('reads nothing for HEAD, a known tag, or a client that leaves at once', async () => {
  const { app, counts } = endless();
  expect((await app.request('/', { method: 'HEAD' })).headers.get('content-length')).toBe('1000000');
  expect((await app.request('/', { headers: { 'if-none-match': '*' } })).status).toBe(304);
  await (await app.request('/')).body!.cancel();
  expect(counts).toEqual({ read: 0, closed: 0 });
});

it.each([
  [undefined, 10, 'none'],
  ['bytes=0-', 0, 'unsatisfiable'],
  ['bytes=-5', 0, 'unsatisfiable'],
  ['bytes=0-9', 10, { first: 0, last: 9 }],
  ['bytes=9-9', 10, { first: 9, last: 9 }],
  ['bytes=-99', 10, { first: 0, last: 9 }],
  ['bytes=3-2', 10, 'none'],
  ['bytes=1-2, 4-5', 10, 'none'],
  ['bytes=1e3-', 10, 'none'],
  [`bytes=${'9'.repeat(400)}-`, 10, 'unsatisfiable'],
] as const)('range %j of %i bytes', (header, size, range) => {
  expect(parseRange(header, size)).toEqual(range);
});
