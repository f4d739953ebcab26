import { randomBytes } from 'node:crypto';
import { createAdaptorServer } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Library } from '@rbassist/library';
import { buildApp } from './app.ts';
import { FolderIds } from './folder-ids.ts';
import { EventLog } from './jobs/event-log.ts';
import { JobQueue } from './jobs/job-queue.ts';
import { TrackIds } from './track-ids.ts';

/** Options of {@link serveLibrary}. */
export interface ServeOptions {
  /** Port, or 0 for any free one. @default 8080 */
  port?: number;
  /** Address to listen on. @default '127.0.0.1' */
  host?: string;
  /** Folder of static files to serve at `/`, such as `PAGE_FOLDER` of `@rbassist/web`. */
  page?: string;
}

/** Defaults of {@link ServeOptions}. */
export const SERVE_DEFAULTS = { port: 8080, host: '127.0.0.1' } as const satisfies ServeOptions;

const TOKEN_BYTES = 24;

/** A server that runs. */
export interface RunningServer extends AsyncDisposable {
  /** Address of the page and the API, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Stops the server; the library stays open. You may call it twice. */
  close(): Promise<void>;
}

/**
 * Serves a library's HTTP API and, with `page`, the page.
 *
 * @throws {OptionError} for an invalid option.
 */
export async function serveLibrary(library: Library, options: ServeOptions = {}): Promise<RunningServer> {
  const { port, host, page } = { ...SERVE_DEFAULTS, ...options };
  const events = new EventLog();
  const jobs = await JobQueue.open({ library, events, clock: Date.now });
  const app = buildApp({
    ...{ jobs, events },
    library,
    ids: new TrackIds(library),
    folders: new FolderIds(library),
    token: randomBytes(TOKEN_BYTES).toString('base64url'),
    version: '0.0.0',
    clock: Date.now,
  });
  if (page !== undefined) {
    app.use('*', serveStatic({ root: page }));
    app.get('*', serveStatic({ root: page, path: 'index.html' }));
  }
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const listening = typeof address === 'object' && address !== null ? address.port : port;
  const close = async () => {
    events.close();
    await Promise.all([jobs.close(), new Promise<void>((resolve) => server.close(() => resolve()))]);
  };
  return { url: `http://${host}:${listening}`, close, [Symbol.asyncDispose]: close };
}
