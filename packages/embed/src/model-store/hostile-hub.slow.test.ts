import { readdir, readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { COMMIT, etagOf, refuse, sendFile, startHub, type TestHub } from '@rbassist/testing/model-hub';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findModel } from './find-model.ts';
import { type PullOptions, pullModel } from './pull-model.ts';

const ID = 'org/little';
const WEIGHTS = 'pytorch_model.bin';

let hub: TestHub;
let home: string;
beforeEach(async () => {
  hub = await startHub();
  home = await temporaryFolder('hostile-hub');
});
afterEach(() => hub.close());

function pull(options: PullOptions = {}) {
  const env = { HF_HOME: home, HF_ENDPOINT: hub.url, ...options.env };
  return pullModel(ID, { acceptLicense: true, retryWaitMs: 1, silenceMs: 2000, ...options, env });
}

/** Replaces the responses for one part of the hub's URLs, in this order. The hub answers the rest. */
function answers(
  part: string,
  ...all: ((response: ServerResponse, request: Parameters<TestHub['interfere']>[0]) => unknown)[]
) {
  hub.interfere = (request, response) => {
    if (!request.url?.includes(part)) return false;
    const next = all.length > 1 ? all.shift() : all[0];
    next?.(response, request);
    return next !== undefined;
  };
}
const json = (value: unknown) => (response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(typeof value === 'string' ? value : JSON.stringify(value));
};
const tree = (...entries: unknown[]) => json(entries);
const file = (path: string, more: object = {}) => ({ type: 'file', path, size: 20_000, oid: 'a'.repeat(40), ...more });

describe('a listing', () => {
  const MODEL = [file('config.json'), file(WEIGHTS)];
  it.each<[string, string, (response: ServerResponse) => void]>([
    ['null', '/revision/', json('null')],
    ['a number', '/revision/', json('7')],
    ['a list', '/revision/', json([])],
    ['no commit', '/revision/', json({ _id: '1', id: ID })],
    ['a commit that is a path', '/revision/', json({ _id: '1', id: ID, sha: '../../../etc' })],
    ['a commit that is a number', '/revision/', json({ _id: '1', id: ID, sha: 7 })],
    ['half of it', '/revision/', json('{"_id": "1", "sha": "01')],
    ['null in place of files', '/tree/', json('null')],
    ['an object in place of files', '/tree/', json({ files: [] })],
    ['text in place of files', '/tree/', json('"files"')],
    ['null as a file', '/tree/', tree(null, ...MODEL)],
    ['a size below 0', '/tree/', tree(file('config.json', { size: -1 }), file(WEIGHTS))],
    ['half a byte', '/tree/', tree(file('config.json', { size: 0.5 }), file(WEIGHTS))],
    ['a size in words', '/tree/', tree(file('config.json', { size: '20000' }), file(WEIGHTS))],
    ['no size', '/tree/', tree(file('config.json', { size: undefined }), file(WEIGHTS))],
    ['a checksum that is a path', '/tree/', tree(file('config.json', { oid: '../../evil' }), file(WEIGHTS))],
    ['a checksum that is a number', '/tree/', tree(file('config.json', { oid: 7 }), file(WEIGHTS))],
    ['no checksum', '/tree/', tree(file('config.json', { oid: undefined }), file(WEIGHTS))],
    ['a name that is a number', '/tree/', tree({ ...file('config.json'), path: 7 }, ...MODEL.slice(1))],
  ])('with %s is refused without writing anything', async (_what, part, answer) => {
    answers(part, answer);
    await expect(pull()).rejects.toMatchObject({
      name: 'HubError',
      code: expect.stringMatching(/^hub-(answer|no-weights)$/),
    });
    expect(hub.heard.filter(({ path }) => path.includes(part))).toHaveLength(1);
    expect(await readdir(home)).toEqual([]);
  });

  it.each<[string, (response: ServerResponse, page: number) => void]>([
    ['pages that never end', (response, page) => json([])(withNext(response, page))],
    [
      'folders that never end',
      (response, page) => tree({ type: 'directory', path: 'a', size: 0, oid: '' })(withNext(response, page)),
    ],
  ])('of %s is refused', async (_what, answer) => {
    let page = 0;
    answers('/tree/', (response) => answer(response, page++));
    await expect(pull()).rejects.toMatchObject({ code: 'hub-answer' });
    expect(page).toBeLessThan(500);
  });

  it.each(['/revision/', '/tree/'])('at %s that never ends is refused', async (part) => {
    const piece = Buffer.alloc(1 << 20, ' ');
    let sent = 0;
    answers(part, (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const send = () => {
        while (!response.destroyed) {
          sent += piece.length;
          if (!response.write(piece)) return void response.once('drain', send);
        }
      };
      send();
    });
    await expect(pull()).rejects.toMatchObject({ code: 'hub-answer' });
    expect(sent).toBeLessThan(200 << 20);
  });

  function withNext(response: ServerResponse, page: number): ServerResponse {
    return response.setHeader('link', `<${hub.url}/api/models/${ID}/tree/${COMMIT}?page=${page}>; rel="next"`);
  }
});

describe('weights', () => {
  const weights = () => hub.files[WEIGHTS];
  const isWhole = async () => {
    const folder = await findModel(ID, { env: { HF_HOME: home } });
    expect(folder && (await readFile(join(folder, WEIGHTS))).equals(weights())).toBe(true);
  };

  it('are complete after the last byte, even if the connection stays open', async () => {
    answers(WEIGHTS, (response) => {
      response.writeHead(200);
      response.write(weights());
    });
    await pull({ silenceMs: 100 });
    expect(hub.heard.filter(({ path }) => path.endsWith(WEIGHTS))).toHaveLength(1);
    await isWhole();
  });

  it.each<[string, Buffer]>([
    ['a long page', Buffer.from(`<!doctype html>${'<p>Please sign in.</p>'.repeat(5000)}`)],
    ['an older version of them', Buffer.alloc(100_000, 3)],
  ])('that started as %s are downloaded again', async (_what, start) => {
    const broken = (response: ServerResponse) => {
      response.writeHead(200);
      response.write(start, () => setTimeout(() => response.destroy(), 100));
    };
    const rest = (response: ServerResponse, request: Parameters<TestHub['interfere']>[0]) =>
      sendFile(request, response, weights());
    answers(WEIGHTS, broken, rest);
    await pull();
    await isWhole();
  });

  it.each([204, 206, 300, 304, 407, 410, 418, 451, 511])('with the status %d are refused', async (status) => {
    answers(WEIGHTS, (response) => refuse(response, status));
    await expect(pull()).rejects.toMatchObject({ name: 'HubError' });
    expect(
      (await readdir(join(home, 'hub', 'models--org--little', 'blobs'))).filter((name) =>
        name.startsWith(etagOf(weights())),
      ),
    ).toEqual([]);
  });

  it.each([
    ['itself', `/x/resolve/${WEIGHTS}`],
    ['a file', 'file:///etc/passwd'],
    ['data', 'data:text/plain,weights'],
    ['nowhere', 'http://'],
    ['a closed port', 'http://127.0.0.1:1/x'],
  ])('that redirect to %s are refused', async (_where, location) => {
    answers(WEIGHTS, (response) => response.writeHead(302, { location }).end());
    await expect(pull()).rejects.toMatchObject({ name: 'HubError' });
    expect(await findModel(ID, { env: { HF_HOME: home } })).toBeUndefined();
  });
});

describe('a proxy', () => {
  it.each<[string, string | undefined]>([
    ['says nothing', undefined],
    ['hangs up', ''],
    ['wants a password', 'HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n'],
    ['forbids the hub', 'HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n'],
    ['fails', 'HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n'],
    ['is no proxy', '220 mail.example.org ESMTP\r\n'],
    ['sends a page', 'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\n<html>'],
  ])('that %s is an error that names the hub', async (_what, reply) => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      if (reply === '') socket.destroy();
      else if (reply !== undefined) socket.once('data', () => socket.write(reply));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as { port: number };
    const env = {
      HTTPS_PROXY: `127.0.0.1:${port}`,
      HTTP_PROXY: `127.0.0.1:${port}`,
      HF_ENDPOINT: 'https://hub.invalid',
    };
    const failure = pull({ env, silenceMs: 200 });
    await expect(failure).rejects.toMatchObject({ name: 'HubError', code: 'hub-unreachable' });
    await expect(failure).rejects.toThrow(/hub\.invalid/);
    server.close();
  });
});
