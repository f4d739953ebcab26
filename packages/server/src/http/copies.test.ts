import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Library, openLibrary } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { synthesizeLibrary } from '@rbassist/testing/synth';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runJob, type TestApp, testApp, untilOver } from '../test-app.ts';
import { pathId } from '../track-ids.ts';

const SEARCH = { kind: 'duplicates', mode: 'exact' };

let sounds: string;
beforeAll(async () => {
  sounds = join(await temporaryFolder('sounds'), 'Music');
  await synthesizeLibrary(sounds, { tracks: 2, seconds: 1 });
});

let dataDir: string;
let music: string;
let api: TestApp;
/** Two recordings, each in three places. */
let paths: string[];

async function open(): Promise<Library> {
  return openLibrary({ dataDir });
}

beforeEach(async () => {
  const folder = await temporaryFolder('copies');
  [dataDir, music] = [join(folder, 'data'), join(folder, 'Music')];
  paths = [];
  for (const place of ['a', 'bb', 'ccc']) {
    await mkdir(join(music, place), { recursive: true });
    for (const [i, name] of (await readdir(sounds)).sort().entries()) {
      const path = join(music, place, `${i}.wav`);
      await copyFile(join(sounds, name), path);
      paths.push(path);
    }
  }
  const records = paths.map((path) => [path, { title: `Undertow ${path.slice(-5, -4)}`, artist: 'Kiln', duration: 1 }]);
  await mkdir(dataDir);
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks: Object.fromEntries(records) }));
  api = await testApp(await open());
});
afterEach(() => api[Symbol.asyncDispose]());

async function post(path: string, body: object = {}) {
  const { status, body: job } = await api.send('POST', path, body);
  expect([path, status, status === 202 ? '' : job.detail]).toEqual([path, 202, '']);
  return untilOver(api, job.id);
}

const found = async (query = '') => (await api.get(`/api/duplicates${query}`)).body;
const keepers = async () => (await found()).groups.map(({ keeper }: { keeper: { path: string } }) => keeper.path);

describe('copies', () => {
  it('stages other groups as found, and changed ones as a person wants', async () => {
    await runJob(api, SEARCH);
    const [first, second] = (await found()).groups;
    expect([first.copies.length, second.copies.length]).toEqual([2, 2]);
    const changed = [
      { keep: first.copies[0].id, copies: [first.keeper.id] },
      { keep: second.keeper.id, copies: [] },
    ];
    await post('/api/duplicates/stage', { changed, move: true, dryRun: true });
    const plan = (await api.get('/api/duplicates/stage')).body;
    expect(plan).toMatchObject({ dryRun: true, counts: { staged: 1, left: {}, problems: 0 } });
    expect(plan.staged).toMatchObject([{ from: first.keeper.path, keeper: first.copies[0].path }]);

    await post('/api/duplicates/stage', { changed: changed.slice(1), move: true });
    const { body } = await api.get('/api/duplicates/staged');
    expect(body).toMatchObject({ dest: join(dataDir, 'dup_stage'), total: 2, moved: 2, elsewhere: [] });
    expect(body.files.map(({ from }: { from: string }) => from).sort()).toEqual([paths[2], paths[4]]);
    expect(await keepers()).toEqual([paths[1]]);
    await post('/api/duplicates/unstage');
    expect((await api.get('/api/duplicates/staged')).body).toMatchObject({ total: 0, bytes: 0 });
    expect(await keepers()).toEqual([paths[0], paths[1]]);
  });

  it('stages nothing if each group is left alone', async () => {
    await runJob(api, SEARCH);
    const changed = (await found()).groups.map(({ keeper }: { keeper: { id: string } }) => ({
      ...{ keep: keeper.id, copies: [] },
    }));
    const { status, body } = await api.send('POST', '/api/duplicates/stage', { changed, move: true });
    expect([status, body.code]).toEqual([400, 'option']);
    expect((await readdir(join(music, 'ccc'))).length).toBe(2);
  });

  it('does not keep a damaged file in place of a whole one', async () => {
    await api.library.close();
    const meta = JSON.parse(await readFile(join(dataDir, 'meta.json'), 'utf8'));
    meta.tracks[paths[0]!].error = { kind: 'partial', message: 'It ends too early.' };
    await writeFile(join(dataDir, 'meta.json'), JSON.stringify(meta));
    api = await testApp(await open());
    await runJob(api, { kind: 'duplicates', mode: 'metadata' });
    const group = (await found()).groups.find(({ keeper }: { keeper: { path: string } }) => keeper.path === paths[2]);
    const damaged = group.copies.find(({ path }: { path: string }) => path === paths[0]);
    expect([damaged.canKeep, damaged.keptFor, group.keeper.canKeep]).toEqual([false, 'intact', true]);
    const changed = [{ keep: damaged.id, copies: [group.keeper.id] }];
    const { status, body } = await api.send('POST', '/api/duplicates/stage', { changed });
    expect([status, body.detail]).toEqual([400, expect.stringContaining('is damaged')]);
  });

  it('lists what the kept copy lacks, and what it takes over from a file with the same sound', async () => {
    await api.library.edit(paths[4]!, { rating: 4, cues: [{ name: 'In', type: 0, num: 0, start: 0.5, end: 0.5 }] });
    await runJob(api, { ...SEARCH, prefer: ['bitrate'] });
    expect(await found()).toMatchObject({ handsOver: ['cues', 'grid', 'tags', 'rating'], groupsOf: { lacking: 0 } });
    await runJob(api, { kind: 'duplicates', mode: 'metadata', keepIn: [api.folders.id(join(music, 'a'))] });
    const list = await found('?show=lacking');
    expect(list).toMatchObject({
      handsOver: ['tags', 'rating'],
      total: 1,
      groupsOf: { all: 2, unsure: 2, lacking: 1 },
    });
    const copy = list.groups[0].copies.find(({ path }: { path: string }) => path === paths[4]);
    expect(copy).toMatchObject({ keeperLacks: ['cues', 'rating'], work: ['cues', 'rating'], sure: false });
  });

  it('keeps files apart that a person marked, in this list, in later searches and for the command', async () => {
    await runJob(api, SEARCH);
    const files = [paths[0]!, paths[2]!].map(pathId);
    expect((await api.send('POST', '/api/duplicates/not-copies', { files })).status).toBe(204);
    const pathsOf = async () => (await found()).groups[0].copies.map(({ path }: { path: string }) => path).sort();
    expect(await pathsOf()).toEqual([paths[4]]);
    await runJob(api, SEARCH);
    expect([await pathsOf(), (await found()).markedApart]).toEqual([[paths[4]], 1]);
    const { groups } = await api.library.findDuplicates({ mode: 'exact' });
    expect(groups[0]?.duplicates.map(({ path }) => path)).toEqual([paths[4]]);
    const { marks } = (await api.get('/api/duplicates/not-copies')).body;
    expect(marks).toEqual([{ files: [paths[0], paths[2]].map((path) => ({ id: pathId(path!), path })) }]);

    expect((await api.send('POST', '/api/duplicates/not-copies/undo', { files })).status).toBe(204);
    expect((await api.send('POST', '/api/duplicates/not-copies/undo', { files })).status).toBe(404);
    await runJob(api, SEARCH);
    expect(await pathsOf()).toEqual([paths[2], paths[4]]);
    const unknown = { files: ['AAAAAAAAAAA', files[0]] };
    expect((await api.send('POST', '/api/duplicates/not-copies', unknown)).status).toBe(404);
  });

  it('has the results after a restart, unless their file is damaged', async () => {
    await runJob(api, SEARCH);
    const before = await found();
    await api[Symbol.asyncDispose]();
    api = await testApp(await open());
    expect(await found()).toEqual(before);
    await api[Symbol.asyncDispose]();

    const file = join(dataDir, 'job-results', 'duplicates.json');
    const line = await readFile(file, 'utf8');
    expect(line).not.toContain('"record"');
    for (const damaged of [line.replace(paths[0]!, '/x'), line.slice(0, -9), '', '{}']) {
      await writeFile(file, damaged);
      api = await testApp(await open());
      expect((await api.get('/api/duplicates')).status).toBe(404);
      await api[Symbol.asyncDispose]();
    }
    await rm(file);
    api = await testApp(await open());
    expect((await api.get('/api/duplicates')).status).toBe(404);
  });
});
