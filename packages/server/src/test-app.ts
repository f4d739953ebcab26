import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { encodeNpy, sealNpy, type TrackRecord } from '@rbassist/core';
import { type Library, openLibrary } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { buildApp } from './app.ts';
import { ChosenLists } from './chosen-lists.ts';
import { FolderIds } from './folder-ids.ts';
import { EventLog } from './jobs/event-log.ts';
import { ENDED_STATES, type Job } from './jobs/job.ts';
import { JobQueue } from './jobs/job-queue.ts';
import type { ServerContext } from './server-context.ts';
import { TrackIds } from './track-ids.ts';
import { FolderWatch } from './watch/folder-watch.ts';

/** An API without a network, and what it is built of. */
export interface TestApp extends ServerContext, AsyncDisposable {
  app: OpenAPIHono;
  /** Sends a request, and returns the whole answer. */
  ask: (method: string, path: string, body?: unknown) => Promise<Response>;
  get: (path: string) => Promise<Answer>;
  send: (method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) => Promise<Answer>;
}

/** Status and body of an answer. */
interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the answer has
  body: any;
}

/** Waits until a job is over, and returns it. */
export async function untilOver({ jobs, events }: TestApp, id: string): Promise<Job> {
  const client = new AbortController();
  const follower = events.follow({ signal: client.signal, heartbeatMs: 1000 });
  while (!ENDED_STATES.includes(jobs.get(id).state)) await follower.next();
  return jobs.get(id);
}

/** Runs a job to its end. */
export async function runJob(api: TestApp, request: object): Promise<Job> {
  const { body } = await api.send('POST', '/api/jobs', request);
  return untilOver(api, body.id);
}

/** Builds the API over a library, which it closes in the end. */
export async function testApp(library: Library): Promise<TestApp> {
  const events = new EventLog();
  const names = { ids: new TrackIds(library), folders: new FolderIds(library), chosen: new ChosenLists() };
  const jobs = await JobQueue.open({ library, ...names, events, clock: Date.now });
  const watch = await FolderWatch.open({ library, ...names, jobs, events, options: { settleS: 0.2 }, takeOverMs: 100 });
  const context: ServerContext = {
    ...{ library, ...names, jobs, events, watch },
    ...{ token: 'secret', version: '0.0.0', clock: Date.now },
  };
  const app = buildApp(context, { host: '127.0.0.1', isPrivate: false });
  const ask = async (method: string, path: string, body?: unknown) => {
    const headers = { host: '127.0.0.1', 'content-type': 'application/json', 'x-rbassist-token': context.token };
    return app.request(path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }, {});
  };
  const request = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const answer = await ask(method, path, body);
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json');
    return { status: answer.status, body: isJson ? JSON.parse(text) : text };
  };
  const close = async () => {
    await watch.close();
    events.close();
    await jobs.close();
    await library.close();
  };
  return { ...context, app, ask, get: (path) => request('GET', path), send: request, [Symbol.asyncDispose]: close };
}

/** Own tags of the tracks of {@link inventedLibrary}, by the part of their vectors that is high. */
export const TAGS = ['Peak', 'Vocal', 'Warm-up'] as const;
const SPACE = 'spectral-v1/160';
const DIMENSIONS = 160;

/** Returns the path of the track of that number. */
export function pathOf(i: number): string {
  return join('/music', TAGS[i % TAGS.length], `${i}.mp3`);
}

/** Opens a library of invented tracks with vectors, tempos and keys. The first half has a tag. */
export async function inventedLibrary(
  count: number,
  change: (record: TrackRecord, i: number) => TrackRecord = (record) => record,
): Promise<Library> {
  const dataDir = join(await temporaryFolder('library'), 'data');
  await mkdir(join(dataDir, 'embeddings'), { recursive: true });
  const tracks: Record<string, TrackRecord> = {};
  for (let i = 0; i < count; i++) {
    const name = `${i}.npy`;
    const embedding = join(dataDir, 'embeddings', name);
    const vector = Float32Array.from(
      { length: DIMENSIONS },
      (_, k) => (k % TAGS.length === i % TAGS.length ? 1 : 0.2) + 0.02 * Math.sin(k * (i + 1)),
    );
    await writeFile(embedding, sealNpy(encodeNpy(vector), name));
    const record: TrackRecord = {
      ...{
        title: `Title ${i}`,
        artist: `Artist ${i}`,
        duration: 300 + i,
        bpm: 120 + (i % 10),
        key: `${(i % 12) + 1}A`,
      },
      ...{ energy: (i % 5) / 5, embedding, embedding_space: SPACE },
      ...(i < count / 2 && { mytags: [TAGS[i % TAGS.length]] }),
    };
    tracks[pathOf(i)] = change(record, i);
  }
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks }));
  const library = await openLibrary({ dataDir, engine: 'exact' });
  await library.buildIndex();
  return library;
}
