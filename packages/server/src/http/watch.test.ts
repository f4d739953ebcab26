import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLibrary } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { expect, it } from 'vitest';
import { type TestApp, testApp } from '../test-app.ts';
import { pathId } from '../track-ids.ts';

/** Makes a folder with a file that is no sound, so that each scan is short. */
async function musicFolder(): Promise<string> {
  const music = join(await temporaryFolder('music'), 'Music');
  await mkdir(music);
  await writeFile(join(music, '1.mp3'), 'noise');
  return music;
}

async function appOf(dataDir: string): Promise<TestApp> {
  return testApp(await openLibrary({ dataDir }));
}

const stateIn = async (api: TestApp) => (await api.get('/api/watch')).body.folders[0]?.state;
const isUpToDate = (api: TestApp) => expect.poll(() => stateIn(api), { timeout: 20_000 }).toBe('up-to-date');

it('watches the chosen folders, with a job for each scan, until it is told to stop', async () => {
  const music = await musicFolder();
  await using api = await appOf(await temporaryFolder('data'));
  const id = api.folders.id(music);
  const { status, body } = await api.send('PUT', '/api/watch', { folders: [id] });
  expect([status, body]).toEqual([
    200,
    {
      folders: [{ id, path: music, watched: true, state: 'checking', files: 0, reason: null, by: null }],
      problem: null,
    },
  ]);
  await isUpToDate(api);
  await writeFile(join(music, '2.mp3'), 'noise');
  await expect
    .poll(() =>
      api.jobs.list().map(({ kind, state, failures }) => [kind, state, failures.corrupt ?? failures['not-audio']]),
    )
    .toEqual([
      ['scan', 'done', 1],
      ['scan', 'done', 1],
    ]);
  await rename(music, `${music} away`);
  await expect
    .poll(async () => (await api.get('/api/watch')).body.folders[0])
    .toMatchObject({ state: 'gone', reason: 'missing' });

  const off = await api.send('PUT', '/api/watch', { folders: [] });
  expect(off.body.folders.filter(({ watched }: { watched: boolean }) => watched)).toEqual([]);
});

it('goes on watching after a restart, but only in one server; another one takes over when it ends', async () => {
  const music = await musicFolder();
  const dataDir = await temporaryFolder('data');
  {
    await using api = await appOf(dataDir);
    await api.send('PUT', '/api/watch', { folders: [api.folders.id(music)] });
  }
  const first = await appOf(dataDir);
  await isUpToDate(first);
  await using second = await appOf(dataDir);
  expect((await second.get('/api/watch')).body).toMatchObject({
    folders: [{ path: music, state: 'elsewhere', watched: true }],
    problem: null,
  });
  const { status, body } = await second.send('PUT', '/api/watch', { folders: [] });
  expect([status, body.detail]).toEqual([409, expect.stringContaining('Stop it first.')]);
  await first[Symbol.asyncDispose]();
  await isUpToDate(second);
  await writeFile(join(music, '2.mp3'), 'noise');
  await expect.poll(() => second.library.size).toBe(2);
  await writeFile(join(dataDir, 'watch.json'), '{"version": 9');
  await using third = await appOf(dataDir);
  expect(third.watch.folders).toEqual([]);
});

it('takes over nothing after the other server ended the watch', async () => {
  const music = await musicFolder();
  const dataDir = await temporaryFolder('data');
  await using first = await appOf(dataDir);
  await first.send('PUT', '/api/watch', { folders: [first.folders.id(music)] });
  await using second = await appOf(dataDir);
  expect(await stateIn(second)).toBe('elsewhere');
  await first.send('PUT', '/api/watch', { folders: [] });
  await expect.poll(() => second.watch.folders).toEqual([]);
  const { status } = await second.send('PUT', '/api/watch', { folders: [second.folders.id(music)] });
  expect(status).toBe(200);
  await isUpToDate(second);
});

it('tries a scan that failed again as the same job', async () => {
  const music = await musicFolder();
  const dataDir = await temporaryFolder('data');
  await using api = await appOf(dataDir);
  await using other = await openLibrary({ dataDir });
  const writing = other.scan([music], { workers: 1 });
  await writing.next();
  await api.send('PUT', '/api/watch', { folders: [api.folders.id(music)] });
  await expect.poll(async () => (await api.get('/api/watch')).body.problem?.code).toBe('library-busy');
  for await (const _ of writing);
  await isUpToDate(api);
  expect((await api.get('/api/watch')).body.problem).toBe(null);
  expect(api.jobs.list().map(({ state }) => state)).toEqual(['done']);
});

it('refuses folders that no answer named', async () => {
  await using api = await appOf(await temporaryFolder('data'));
  expect((await api.send('PUT', '/api/watch', { folders: [pathId('/etc')] })).status).toBe(404);
  expect((await api.send('PUT', '/api/watch', { folders: ['/etc'] })).status).toBe(400);
});
