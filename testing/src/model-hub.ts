import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

export const COMMIT = '0123456789abcdef0123456789abcdef01234567';

interface HubRequest {
  method: string;
  path: string;
  authorization: string | undefined;
  range: string | undefined;
}

/** Answers a request instead of the hub. Returns false to let the hub answer. */
type Interfere = (request: IncomingMessage, response: ServerResponse, hub: TestHub) => boolean;

/** A server on loopback that answers like a model hub, and records its requests. */
export interface TestHub {
  url: string;
  port: number;
  heard: HubRequest[];
  /** Contents by name. Like the hub, reports SHA-256 for large files and git's SHA-1 for others. */
  files: Record<string, Buffer>;
  license: string | undefined;
  commit: string;
  interfere: Interfere;
  close(): Promise<void>;
}

const LARGE_BYTES = 10_000;
const LINGER_MS = 100;

export async function startHub(): Promise<TestHub> {
  const server = createServer((request, response) => {
    hub.heard.push({
      method: request.method ?? '',
      path: request.url ?? '',
      authorization: request.headers.authorization,
      range: request.headers.range,
    });
    if (!hub.interfere(request, response, hub)) answer(hub, request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const hub: TestHub = {
    url: `http://127.0.0.1:${port}`,
    port,
    heard: [],
    files: {
      'README.md': Buffer.from('not needed'),
      'config.json': Buffer.from('{"model_type":"mert_model"}'),
      'preprocessor_config.json': Buffer.from('{"do_normalize":true}'),
      'pytorch_model.bin': noise(300_000),
      'fairseq.pt': noise(20_000),
    },
    license: 'cc-by-nc-4.0',
    commit: COMMIT,
    interfere: () => false,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return hub;
}

/** `stopAfter` closes the connection after that many bytes. */
export function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  contents: Buffer,
  { stopAfter = Number.POSITIVE_INFINITY, ranges = true } = {},
): void {
  const [, first] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? [];
  const start = ranges && first !== undefined ? Number(first) : 0;
  const part = contents.subarray(start);
  const range = `bytes ${start}-${contents.length - 1}/${contents.length}`;
  response.writeHead(start > 0 ? 206 : 200, {
    'content-length': part.length,
    ...(start > 0 && { 'content-range': range }),
  });
  if (stopAfter >= part.length) response.end(part);
  // bytes that the client has not read yet are lost when the connection breaks
  else response.write(part.subarray(0, stopAfter), () => setTimeout(() => response.destroy(), LINGER_MS));
}

export function refuse(response: ServerResponse, status: number, headers: Record<string, string> = {}): true {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end('{"error":"no"}');
  return true;
}

/** Answers with a web page, like a login page of a network. The headers may hide that. */
export function sendPage(response: ServerResponse, headers: Record<string, string> = {}): true {
  response.writeHead(200, headers);
  response.end('<!doctype html><title>Sign in</title><p>Please sign in to use this network.');
  return true;
}

export function sendPointer(response: ServerResponse, contents: Buffer): true {
  response.writeHead(200, { 'content-type': 'text/plain' });
  response.end(`version https://git-lfs.github.com/spec/v1\noid sha256:${etagOf(contents)}\nsize ${contents.length}\n`);
  return true;
}

/** Sends a file up to byte `after` (or nothing), then keeps the connection open without data. */
export function fallSilent(response: ServerResponse, contents: Buffer, after?: number): true {
  if (after === undefined) return true;
  response.writeHead(200, { 'content-length': contents.length });
  response.write(contents.subarray(0, after));
  return true;
}

/** A proxy on loopback that opens tunnels, and records destinations and credentials. */
export async function startProxy(): Promise<{
  url: string;
  targets: string[];
  credentials: (string | undefined)[];
  close(): void;
}> {
  const targets: string[] = [];
  const credentials: (string | undefined)[] = [];
  const server = createServer((_request, response) => refuse(response, 405));
  server.on('connect', (request, socket) => {
    targets.push(request.url ?? '');
    credentials.push(request.headers['proxy-authorization']);
    const [host, port] = (request.url ?? '').split(':');
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket);
      socket.pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    targets,
    credentials,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Returns the name of contents in the cache: SHA-256 of a large file, git's SHA-1 of a small one. */
export function etagOf(contents: Buffer): string {
  if (contents.length > LARGE_BYTES) return createHash('sha256').update(contents).digest('hex');
  return createHash('sha1').update(`blob ${contents.length}\0`).update(contents).digest('hex');
}

/** Returns repeatable bytes without a pattern. */
function noise(bytes: number): Buffer {
  let state = 1;
  const contents = Buffer.alloc(bytes);
  for (let index = 0; index < bytes; index++) {
    state = (state * 48271) % 2147483647;
    contents[index] = state & 255;
  }
  return contents;
}

function answer(hub: TestHub, request: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(request.url ?? '', hub.url);
  const contents = hub.files[pathname.split('/').at(-1) ?? ''];
  if (pathname.includes('/revision/')) sendJson(response, revisionOf(hub, pathname));
  else if (pathname.includes('/tree/')) sendJson(response, Object.entries(hub.files).map(treeEntry));
  else if (pathname.includes('/resolve/') && contents) sendFile(request, response, contents);
  else refuse(response, 404);
}

function revisionOf(hub: TestHub, pathname: string): object {
  const [, org, name] = /^\/api\/models\/([^/]+)\/([^/]+)\//.exec(pathname) ?? [];
  const commit = /[0-9a-f]{40}$/.exec(pathname)?.[0] ?? hub.commit;
  return { _id: '1', id: `${org}/${name}`, sha: commit, cardData: { license: hub.license } };
}

function treeEntry([path, contents]: [string, Buffer]): object {
  const size = contents.length;
  const entry = { type: 'file', path, size };
  return size > LARGE_BYTES
    ? { ...entry, oid: '0'.repeat(40), lfs: { oid: etagOf(contents), size, pointerSize: 130 } }
    : { ...entry, oid: etagOf(contents) };
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}
