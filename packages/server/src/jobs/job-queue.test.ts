import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Library, openLibrary } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { synthesizeLibrary } from '@rbassist/testing/synth';
import { beforeAll, describe, expect, it } from 'vitest';
import { ChosenLists } from '../chosen-lists.ts';
import { FolderIds } from '../folder-ids.ts';
import { inventedLibrary } from '../test-app.ts';
import { TrackIds } from '../track-ids.ts';
import { EventLog } from './event-log.ts';
import type { Job, JobState } from './job.ts';
import type { JobOrder } from './job-order.ts';
import { JobQueue } from './job-queue.ts';

const TRACKS = 4;
const SECONDS = 3;

let music: string;
beforeAll(async () => {
  music = join(await temporaryFolder('music'), 'Music');
  await synthesizeLibrary(music, { tracks: TRACKS, seconds: SECONDS });
  await writeFile(join(music, 'broken.mp3'), 'this is not audio');
});

const scan = (paths = [music]): JobOrder => ({ kind: 'scan', paths, options: { analyze: false } });
const check: JobOrder = { kind: 'check', paths: [], options: {} };

async function queueOf(library: Library) {
  const events = new EventLog();
  const names = { ids: new TrackIds(library), folders: new FolderIds(library), chosen: new ChosenLists() };
  const jobs = await JobQueue.open({ library, ...names, events, clock: Date.now });
  return { events, jobs };
}

/** Waits until a job has one of these states. */
async function until(jobs: JobQueue, events: EventLog, id: string, ...states: JobState[]): Promise<Job> {
  const client = new AbortController();
  const follower = events.follow({ signal: client.signal, heartbeatMs: 1000 });
  while (!states.includes(jobs.get(id).state)) await follower.next();
  return jobs.get(id);
}

const OVER = ['done', 'failed', 'cancelled', 'interrupted'] as const;

describe('JobQueue', () => {
  it('scans in the background: counts, failures by kind, events, and the library has the tracks', async () => {
    await using library = await openLibrary({ dataDir: join(await temporaryFolder('job'), 'data') });
    const { jobs, events } = await queueOf(library);
    await using _ = jobs;
    const start = events.lastId;
    const { id, state, kind, about } = jobs.start(scan());
    expect([state, kind, about]).toEqual(['running', 'scan', [music]]);
    const job = await until(jobs, events, id, ...OVER);
    expect(job).toMatchObject({ state: 'done', stage: 'index', failures: { 'not-audio': 1 }, error: null });
    expect(job).toMatchObject({ canPause: false, canResume: false, secondsLeft: null });
    expect(job.summary).toMatchObject({ found: TRACKS + 1, added: TRACKS, failed: 1 });
    expect(library.size).toBe(TRACKS + 1);
    expect(Date.parse(job.endedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(job.startedAt ?? ''));

    const client = new AbortController();
    const seen = [];
    for await (const event of events.follow({ after: start, signal: client.signal, heartbeatMs: 1 })) {
      if (event.type === 'heartbeat') client.abort();
      else seen.push(event);
    }
    const states = seen.flatMap((event) => (event.type === 'job' ? [event.data.state] : []));
    expect([states[0], states.at(-1)]).toEqual(['waiting', 'done']);
    expect(seen.filter(({ type }) => type === 'library').length).toBeGreaterThan(0);
    const [problem] = seen.filter((event) => event.type === 'problem');
    expect(problem.data).toMatchObject({ job: id, path: join(music, 'broken.mp3'), kind: 'not-audio' });
  });

  it('lets one job write at a time, and one beside it read', async () => {
    await using library = await openLibrary({ dataDir: join(await temporaryFolder('job'), 'data') });
    const { jobs, events } = await queueOf(library);
    await using _ = jobs;
    const first = jobs.start(scan());
    const second = jobs.start({ kind: 'analyze', paths: [music], options: {} });
    const reader = jobs.start(check);
    expect([first, second, reader].map(({ state }) => state)).toEqual(['running', 'waiting', 'running']);
    expect(jobs.start({ kind: 'analyze', paths: [music], options: {} }).id).toBe(second.id);
    const cancelled = jobs.cancel(second.id);
    expect(cancelled).toMatchObject({ state: 'cancelled', canResume: true });
    await until(jobs, events, first.id, ...OVER);
    expect(jobs.get(second.id).startedAt).toBeNull();
    expect((await until(jobs, events, reader.id, ...OVER)).state).toBe('done');
    expect(jobs.list().map(({ id }) => id)).toEqual([reader.id, second.id, first.id]);
  });

  it('pauses a scan, and continues it where it was', async () => {
    await using library = await openLibrary({ dataDir: join(await temporaryFolder('job'), 'data') });
    const { jobs, events } = await queueOf(library);
    await using _ = jobs;
    const { id } = jobs.start({ kind: 'scan', paths: [music], options: { analyze: false, retryFailed: true } });
    const client = new AbortController();
    for await (const event of events.follow({ signal: client.signal, heartbeatMs: 1000 })) {
      if (event.type === 'library') break;
    }
    jobs.pause(id);
    const paused = await until(jobs, events, id, 'paused', 'done');
    if (paused.state === 'paused') {
      expect(paused).toMatchObject({ canResume: true, canPause: false });
      expect(jobs.resume(id).state).toMatch(/waiting|running/);
    }
    const done = await until(jobs, events, id, ...OVER);
    expect(done.state).toBe('done');
    expect(library.size).toBe(TRACKS + 1);
    expect(() => jobs.resume(id)).toThrow("This scan job can't be resumed: it is done.");
    expect(() => jobs.pause(id)).toThrow("can't be paused");
    expect(() => jobs.cancel('unknown')).toThrow('There is no job "unknown".');
    expect(jobs.cancel(id).state).toBe('done');
  });

  it('says why a job failed, with remedies, and tries it again', async () => {
    await using library = await openLibrary({ dataDir: join(await temporaryFolder('job'), 'data') });
    const { jobs, events } = await queueOf(library);
    await using _ = jobs;
    const { id } = jobs.start({ kind: 'index', paths: [], options: {} });
    const failed = await until(jobs, events, id, ...OVER);
    expect(failed).toMatchObject({ state: 'failed', canResume: true, error: { status: 404, code: 'not-found' } });
    expect(failed.error?.remedies).toContainEqual({ action: 'rescan', job: { kind: 'scan' } });
    await until(jobs, events, jobs.start(scan()).id, ...OVER);
    jobs.resume(id);
    expect(await until(jobs, events, id, 'done', 'cancelled')).toMatchObject({ state: 'done', error: null });
  });

  it('asks for a folder if a scan names none and the library is empty', async () => {
    await using library = await openLibrary({ dataDir: join(await temporaryFolder('job'), 'data') });
    const { jobs, events } = await queueOf(library);
    await using _ = jobs;
    const { id } = jobs.start(scan([]));
    const { error } = await until(jobs, events, id, ...OVER);
    expect(error).toMatchObject({ code: 'option', detail: 'The library has no music yet. Choose a folder of music.' });
  });

  it('fails a job on a library that was removed meanwhile, and leaves nothing in its place', async () => {
    const library = await inventedLibrary(6);
    const { jobs, events } = await queueOf(library);
    await using _ = jobs;
    await rm(library.dataDir, { recursive: true });
    const { id } = jobs.start(scan());
    const { state, error } = await until(jobs, events, id, ...OVER);
    expect(state).toBe('failed');
    expect(error).toMatchObject({ status: 503, code: 'data-folder' });
    expect(error?.remedies).toContainEqual({ action: 'connect-drive', path: library.dataDir });
    await expect(readFile(join(library.dataDir, 'meta.json'))).rejects.toThrow(/ENOENT/);
    await library.close().catch(() => {});
  });

  it('tells the next server which jobs ended early, also those of a killed one', async () => {
    await using library = await openLibrary({ dataDir: join(await temporaryFolder('job'), 'data') });
    const first = await queueOf(library);
    const { id } = first.jobs.start(scan());
    const waiting = first.jobs.start({ kind: 'analyze', paths: [music], options: {} });
    await first.jobs.close();
    expect(first.jobs.get(id).state).toMatch(/interrupted|done/);

    const file = join(library.dataDir, 'jobs.json');
    const stored = JSON.parse(await readFile(file, 'utf8'));
    for (const { job } of stored.jobs) job.state = job.id === id ? 'running' : job.state;
    await writeFile(file, JSON.stringify(stored));
    const { jobs, events } = await queueOf(library);
    await using _ = jobs;
    expect(jobs.get(id)).toMatchObject({ state: 'interrupted', canResume: true, about: [music] });
    expect(jobs.get(waiting.id)).toMatchObject({ state: 'interrupted' });
    jobs.resume(id);
    expect((await until(jobs, events, id, 'done', 'failed')).state).toBe('done');
    expect(library.size).toBe(TRACKS + 1);
  });

  it.each(['', '{"version": 9}', '{"version": 1, "jobs": [{"job": 1}]}', '\0\0'])(
    'starts with a jobs.json of %j',
    async (text) => {
      const dataDir = join(await temporaryFolder('job'), 'data');
      await mkdir(dataDir);
      await writeFile(join(dataDir, 'jobs.json'), text);
      await using library = await openLibrary({ dataDir });
      const { jobs, events } = await queueOf(library);
      await using _ = jobs;
      expect(jobs.list()).toEqual([]);
      await until(jobs, events, jobs.start(check).id, ...OVER);
      await jobs.close();
      expect(JSON.parse(await readFile(join(dataDir, 'jobs.json'), 'utf8')).jobs).toHaveLength(1);
    },
  );
});
