import { rename } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { OptionError } from '@rbassist/core';
import { openLibrary } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it, vi } from 'vitest';
import { ListenError } from '../listen-error.ts';
import { serveLibrary } from '../serve.ts';
import { IDS, testDataFolder, testServer } from '../test-server.ts';
import { hostName, isLoopback, ownNames } from './loopback.ts';
import { RateLimit } from './rate-limit.ts';

const TRACK = `/api/tracks/${IDS['Saltwater Sky']}`;

/** Sends a request with headers that `fetch` forbids. */
function raw(url: string, path: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.once('error', reject);
    sent.end();
  });
}

describe('a server on loopback', () => {
  it.each([
    ['evil.example', 421],
    ['evil.example:8080', 421],
    ['192.168.1.5', 421],
    ['localhost', 200],
    ['127.0.0.1:9999', 200],
    ['[::1]', 200],
  ])('asked by the name "%s" answers %i', async (host, status) => {
    await using served = await testServer();
    expect(await raw(served.server.url, '/api/session', { host })).toBe(status);
  });

  it.each<[string, Record<string, string>]>([
    ['another origin', { origin: 'http://evil.example' }],
    ['another port', { origin: 'http://127.0.0.1:1' }],
    ['an opaque origin', { origin: 'null' }],
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }],
    ['a page of a sister site', { 'sec-fetch-site': 'same-site' }],
  ])('refuses %s, for reading and changing', async (_, headers) => {
    await using served = await testServer();
    expect((await served.ask('/api/session', { headers })).status).toBe(403);
    expect((await served.ask(TRACK, { method: 'PATCH', headers })).status).toBe(403);
  });

  it('needs the token for a change, and refuses many wrong ones', async () => {
    await using served = await testServer();
    const patch = (token: string) =>
      served.ask(TRACK, {
        method: 'PATCH',
        body: '{"rating":1}',
        headers: { 'content-type': 'application/json', 'x-rbassist-token': token },
      });
    expect((await patch('')).status).toBe(401);
    expect((await patch(served.token)).status).toBe(200);
    const statuses = new Set<number>();
    for (let i = 0; i < 30; i++) statuses.add((await patch(`guess ${i}`)).status);
    expect([...statuses]).toEqual([401, 429]);
    expect((await patch(served.token)).status).toBe(200);
  });

  it('sends headers that allow nothing from elsewhere, and no CORS', async () => {
    await using served = await testServer();
    for (const path of ['/api/session', '/api/nothing', TRACK]) {
      const { headers } = await served.ask(path);
      expect(headers.get('content-security-policy')).toContain("default-src 'self'");
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it.each<[string, string, number, RequestInit?]>([
    ['an unknown address', '/api/nothing', 404],
    ['an unknown track', '/api/tracks/AAAAAAAAAAA', 404],
    ['a malformed id', '/api/tracks/..%2f..%2fetc', 400],
    ['an unknown column', '/api/tracks?columns=password', 400],
    ['a cursor that is none', '/api/tracks?cursor=AAAA', 400],
    ['a limit over 500', '/api/tracks?limit=501', 400],
    ['a long address', `/api/tracks?q=${'x'.repeat(9000)}`, 414],
    ['a large body', TRACK, 413, { method: 'PATCH', body: 'x'.repeat(2_100_000) }],
    [
      'a body that is no JSON',
      TRACK,
      400,
      { method: 'PATCH', body: '{', headers: { 'content-type': 'application/json' } },
    ],
    ['a body of another type', TRACK, 415, { method: 'PATCH', body: '{}', headers: { 'content-type': 'text/plain' } }],
    [
      'an unknown value',
      TRACK,
      400,
      { method: 'PATCH', body: '{"path":"/etc/passwd"}', headers: { 'content-type': 'application/json' } },
    ],
  ])('answers %s with problem details', async (_, path, status, init) => {
    await using served = await testServer();
    const answer = await served.ask(path, init);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ status, detail: expect.stringMatching(/\.$/), remedies: [] });
  });

  it('tells the host of an unexpected error, but not the client', async () => {
    const onError = vi.fn();
    const library = await openLibrary({ dataDir: await testDataFolder() });
    vi.spyOn(library, 'stats').mockRejectedValue(new Error('secret of /home/dj'));
    await using server = await serveLibrary(library, { port: 0, onError });
    const answer = await fetch(`${server.url}/api/library`);
    expect([answer.status, await answer.text()]).toEqual([500, expect.not.stringContaining('secret')]);
    expect(onError).toHaveBeenCalledOnce();
  });

  it('says so while the data folder is gone, and then goes on', async () => {
    await using served = await testServer();
    await rename(served.dataDir, `${served.dataDir}-away`);
    await vi.waitFor(async () => expect((await served.ask('/api/tracks')).status).toBe(503), { timeout: 5000 });
    await rename(`${served.dataDir}-away`, served.dataDir);
    expect(await served.get('/api/tracks')).toMatchObject({ total: 4 });
  });

  it('lets a second server read, and says that the first one writes', async () => {
    const dataDir = await testDataFolder();
    await using first = await testServer({}, dataDir);
    const other = await openLibrary({ dataDir });
    await using server = await serveLibrary(other, { port: 0 });
    const { token } = (await (await fetch(`${server.url}/api/session`)).json()) as { token: string };
    expect(await (await fetch(`${server.url}/api/tracks`)).json()).toMatchObject({ total: 4 });
    expect((await first.send('PATCH', TRACK, { rating: 1 })).status).toBe(200);
    const patch = await fetch(`${server.url}${TRACK}`, {
      method: 'PATCH',
      body: '{"rating":2}',
      headers: { 'content-type': 'application/json', 'x-rbassist-token': token },
    });
    expect(await patch.json()).toMatchObject({ rating: { value: 2, source: 'you' } });
    expect(await first.get(TRACK)).toMatchObject({ rating: { value: 2 } });
    await other.close();
  });
});

describe('a server for other computers', () => {
  const token = 'a secret of many letters';

  it('needs a token', async () => {
    await using library = await openLibrary({ dataDir: await temporaryFolder('data') });
    await expect(serveLibrary(library, { host: '0.0.0.0', port: 0 })).rejects.toThrow(OptionError);
    await expect(serveLibrary(library, { host: '0.0.0.0', port: 0, token: 'short' })).rejects.toThrow(OptionError);
  });

  it('gives nothing without it, and takes it from an address only once', async () => {
    await using served = await testServer({ token });
    const { url, pageUrl } = served.server;
    for (const path of ['/', '/api/session', TRACK]) expect((await fetch(url + path)).status).toBe(401);
    const opened = await fetch(pageUrl, { redirect: 'manual' });
    expect([opened.status, opened.headers.get('location')]).toEqual([303, '/']);
    const cookie = opened.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    const headers = { cookie: cookie.split(';')[0] };
    expect((await fetch(`${url}/api/session`, { headers })).status).toBe(200);
    // a cookie alone changes nothing
    expect((await fetch(url + TRACK, { method: 'PATCH', headers })).status).toBe(401);
  });
});

it('says that a port is in use', async () => {
  await using served = await testServer();
  await using library = await openLibrary({ dataDir: await temporaryFolder('data') });
  const port = Number(new URL(served.server.url).port);
  const refused = serveLibrary(library, { port });
  await expect(refused).rejects.toThrow(ListenError);
  await expect(refused).rejects.toThrow(`Port ${port} is in use`);
});

it('closes at once, also with an open connection, and twice', async () => {
  const served = await testServer();
  const { port } = new URL(served.server.url);
  const socket = connect(Number(port), '127.0.0.1');
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => {});
  await new Promise((resolve) => socket.once('connect', resolve));
  await served.server.close();
  await served[Symbol.asyncDispose]();
  await closed;
});

it.each([
  ['localhost', true],
  ['127.1.2.3', true],
  ['127.evil.example', false],
  ['127.0.0.1.evil.example', false],
  ['::1', true],
  ['0.0.0.0', false],
  ['192.168.1.2', false],
])('knows if %s is loopback', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});

it.each([
  ['localhost:8080', 'localhost'],
  ['[::1]:8080', '::1'],
  ['LOCALHOST', 'localhost'],
  ['user@localhost', undefined],
  ['localhost/x', undefined],
  ['a b', undefined],
  [undefined, undefined],
])('reads the Host header %s', (header, expected) => {
  expect(hostName(header)).toBe(expected);
});

it('accepts addresses, but no foreign names, if other computers may come', () => {
  const isOwn = ownNames('0.0.0.0');
  expect(['192.168.1.2', '::1', 'localhost', 'evil.example'].map(isOwn)).toEqual([true, true, true, false]);
});

it('limits each client on its own, and lets it go on later', () => {
  let now = 0;
  const limit = new RateLimit({ perSecond: 1, burst: 2 }, () => now);
  expect([limit.take('a'), limit.take('a'), limit.take('a'), limit.take('b')]).toEqual([true, true, false, true]);
  now = 1000;
  expect([limit.take('a'), limit.take('a')]).toEqual([true, false]);
});
