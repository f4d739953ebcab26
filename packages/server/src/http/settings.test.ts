import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLibrary } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { expect, it } from 'vitest';
import { runJob, type TestApp, testApp } from '../test-app.ts';

async function served(config?: string): Promise<{ api: TestApp; file: string; dataDir: string }> {
  const dataDir = join(await temporaryFolder('settings'), 'data');
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, 'rbassist.config.json');
  if (config !== undefined) await writeFile(file, config);
  return { api: await testApp(await openLibrary({ dataDir })), file, dataDir };
}

const patch = async (api: TestApp, body: object) => {
  const answer = await api.ask('PATCH', '/api/settings', body);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};

it('changes settings in the file of the data folder, and keeps what it does not know', async () => {
  const { api, file } = await served('{ "workers": 3, "later": [1], "presets": { "mine": { "top": 4 } } }');
  await using _ = api;
  expect((await api.get('/api/settings')).body).toMatchObject({
    file,
    workers: { value: 3, source: 'data-folder' },
    folders: { value: null, source: 'default' },
    problems: [],
  });
  const music = await temporaryFolder('music');
  const changed = await patch(api, { workers: null, keyNotation: 'open-key', folders: [api.folders.id(music)] });
  expect(changed.body).toMatchObject({
    workers: { value: null },
    keyNotation: { value: 'open-key', source: 'data-folder' },
    folders: { value: [{ id: api.folders.id(music), path: music }] },
  });
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
    ...{ later: [1], presets: { mine: { top: 4 } } },
    ...{ keyNotation: 'open-key', folders: [music] },
  });
});

it('refuses invalid values and paths, and changes nothing', async () => {
  const { api, file } = await served();
  await using _ = api;
  for (const body of [{ workers: 0 }, { workers: 1.5 }, { folders: ['/etc'] }, { dataDir: '/etc' }]) {
    expect((await patch(api, body)).status).toBe(400);
  }
  expect((await patch(api, { folders: ['b7Qe0_xLm2A'] })).status).toBe(404);
  await expect(readFile(file)).rejects.toThrow('ENOENT');
});

it('says that a file is damaged, and leaves it to its owner', async () => {
  const { api, file } = await served('{ "workers": 3, }');
  await using _ = api;
  const { body } = await api.get('/api/settings');
  expect(body).toMatchObject({ workers: { value: null }, problems: [expect.stringContaining('not valid JSON')] });
  const answer = await patch(api, { workers: 2 });
  expect(answer).toMatchObject({ status: 500, body: { detail: expect.stringContaining('Remove the comma') } });
  expect(await readFile(file, 'utf8')).toBe('{ "workers": 3, }');
});

it('scans the folders of the settings when a job names none', async () => {
  const { api } = await served();
  await using _ = api;
  const music = await temporaryFolder('music');
  await writeFile(join(music, 'a.mp3'), 'no audio');
  expect(await runJob(api, { kind: 'scan' })).toMatchObject({ state: 'failed' });
  await patch(api, { folders: [api.folders.id(music), api.folders.id(join(music, 'gone'))], workers: 1 });
  const job = await runJob(api, { kind: 'scan' });
  expect(job).toMatchObject({ state: 'done', failures: { 'not-audio': 1 } });
});

it('lists the models, and says which one the tracks have', async () => {
  const { api } = await served();
  await using _ = api;
  const { models, others } = (await api.get('/api/models')).body;
  expect(models.map(({ id }: { id: string }) => id)).toEqual([
    ...['blend-v1', 'musicnn-v1', 'spectral-v1', 'm-a-p/MERT-v1-330M', 'm-a-p/MERT-v1-95M'],
  ]);
  expect(models[0]).toMatchObject({ builtIn: true, installed: true, isDefault: true, tracks: 0 });
  expect([models[3].installed, others]).toEqual([false, 0]);
});
