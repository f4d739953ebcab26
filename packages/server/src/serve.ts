import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { checkOptions, OptionError, type OptionRule, optionRules, wholeFrom } from '@rbassist/core';
import type { Library } from '@rbassist/library';
import { buildApp } from './app.ts';
import { ChosenLists } from './chosen-lists.ts';
import { FolderIds } from './folder-ids.ts';
import { EventLog } from './jobs/event-log.ts';
import { JobQueue } from './jobs/job-queue.ts';
import { listenError } from './listen-error.ts';
import { addPage } from './page.ts';
import { isLoopback } from './security/loopback.ts';
import { TrackIds } from './track-ids.ts';
import { FolderWatch } from './watch/folder-watch.ts';

/** Options of {@link serveLibrary}. */
export interface ServeOptions {
  /** Port, or 0 for any free one. @default 8080 */
  port?: number;
  /** Address to listen on. One that other computers can reach needs `token`. @default '127.0.0.1' */
  host?: string;
  /**
   * Secret of 16 characters or more that every request needs. Without it, only changes need one, which is random.
   */
  token?: string;
  /** Folder of static files to serve at `/`, such as `PAGE_FOLDER` of `@rbassist/web`. */
  page?: string;
  /** Version to tell clients. @default '' */
  version?: string;
  /** Called with unexpected errors, which clients do not see. Errors that it throws are ignored. */
  onError?: (error: unknown) => void;
}

/** Defaults of {@link ServeOptions}. */
export const SERVE_DEFAULTS = { port: 8080, host: '127.0.0.1', version: '' } as const satisfies ServeOptions;

const LAST_PORT = 65_535;
const SHORTEST_TOKEN = 16;
const RULES = {
  port: wholeFrom(0, LAST_PORT),
  host: optionRules.text,
  token: (value) =>
    typeof value === 'string' && value.length >= SHORTEST_TOKEN ? undefined : `${SHORTEST_TOKEN} characters or more`,
  page: optionRules.text,
  version: (value) => (typeof value === 'string' ? undefined : 'a string'),
  onError: optionRules.callback,
} satisfies Record<keyof ServeOptions, OptionRule>;

const TOKEN_BYTES = 24;
/** Limits that keep slow clients from holding memory. */
const CONNECTIONS = 512;
const HEADERS_MS = 10_000;
const REQUEST_MS = 30_000;
/** Time between two looks for connections beyond these limits. */
const CHECK_CONNECTIONS_MS = 2000;
/** Time without a byte in either direction. A paused player reconnects. */
const IDLE_MS = 120_000;
/** Time for answers in progress when the server stops. */
const LAST_ANSWERS_MS = 500;

/** A server that runs. */
export interface RunningServer extends AsyncDisposable {
  /** Address of the page and the API, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Address to open in a browser, with the token if reading needs it. */
  readonly pageUrl: string;
  /** Stops the server; the library stays open. You may call it twice. */
  close(): Promise<void>;
}

/**
 * Serves a library's HTTP API and, with `page`, the page.
 *
 * @throws {OptionError} for an invalid option, and for an address that other computers can reach without `token`.
 * @throws {ListenError} if the port is in use, or the address is not this computer's.
 */
export async function serveLibrary(library: Library, options: ServeOptions = {}): Promise<RunningServer> {
  checkOptions(options, RULES);
  const { port, host, version, token, page, onError } = { ...SERVE_DEFAULTS, ...options };
  if (!isLoopback(host) && token === undefined) {
    const reason = 'Other computers could read and change the library. Set a token, which every request then needs.';
    throw new OptionError(`host ${host} is not loopback. ${reason}`, { option: 'host' });
  }
  const events = new EventLog();
  const names = { ids: new TrackIds(library), folders: new FolderIds(library), chosen: new ChosenLists() };
  const jobs = await JobQueue.open({ library, ...names, events, clock: Date.now });
  const watch = await FolderWatch.open({ library, ...names, jobs, events, onError });
  const app = buildApp(
    {
      library,
      jobs,
      events,
      watch,
      ...names,
      token: token ?? randomBytes(TOKEN_BYTES).toString('base64url'),
      version,
      clock: Date.now,
    },
    { host, isPrivate: token !== undefined, onError },
  );
  if (page !== undefined) addPage(app, page);
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: { connectionsCheckingInterval: CHECK_CONNECTIONS_MS },
  }) as Server;
  limit(server);
  const stop = async () => {
    await watch.close();
    events.close();
    await jobs.close();
  };
  await listen(server, port, host).catch(async (error) => {
    await stop();
    throw error;
  });
  readFacts(library);
  const url = urlOf(server, host);
  const close = closer(server, stop);
  const pageUrl = token === undefined ? url : `${url}/?token=${encodeURIComponent(token)}`;
  return { url, pageUrl, close, [Symbol.asyncDispose]: close };
}

/** Reads the facts of all tracks while nobody asks yet. An error comes again with the first question. */
function readFacts(library: Library): void {
  setImmediate(() => library.browse({ limit: 1 }).catch(() => {}));
}

function limit(server: Server): void {
  server.maxConnections = CONNECTIONS;
  server.headersTimeout = HEADERS_MS;
  server.requestTimeout = REQUEST_MS;
  server.timeout = IDLE_MS;
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, { host, port })));
    server.listen(port, host, resolve);
  });
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Returns a function that ends all work, and then stops a server, also one with open streams. */
function closer(server: Server, stop: () => Promise<void>): () => Promise<void> {
  let closed: Promise<void> | undefined;
  const close = async () => {
    await stop();
    await new Promise<void>((resolve) => {
      // answers in progress may end
      const patience = setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS);
      server.close(() => {
        clearTimeout(patience);
        resolve();
      });
      server.closeIdleConnections();
    });
  };
  return () => {
    closed ??= close();
    return closed;
  };
}
