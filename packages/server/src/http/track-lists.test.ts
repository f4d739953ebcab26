import { afterAll, beforeAll, expect, it } from 'vitest';
import { inventedLibrary, pathOf, runJob, type TestApp, testApp } from '../test-app.ts';

let api: TestApp;
let ids: string[];
beforeAll(async () => {
  api = await testApp(await inventedLibrary(30));
  ids = Array.from({ length: 30 }, (_, i) => api.ids.id(pathOf(i)));
});
afterAll(() => api[Symbol.asyncDispose]());

const titles = ({ rows }: { rows: { title: string }[] }) => rows.map(({ title }) => title);
const listed = async (list: string) => {
  const { body } = await api.get(`/api/tracks?columns=title&list=${encodeURIComponent(list)}`);
  return titles(body);
};

it('shows the tracks of a set, of rules and of a sent playlist in the table', async () => {
  await api.send('POST', '/api/sets/Late%20night/tracks', { ids: [ids[4], ids[2]] });
  expect(await listed('set:Late night')).toEqual(['Title 2', 'Title 4']);

  await api.send('PUT', '/api/rule-playlists/Fast', { bpmMin: 128.5, tags: ['Peak'] });
  expect(await listed('rules:Fast')).toEqual(['Title 9']);

  const contents = `#EXTM3U\n#EXTINF:307,Artist 7 - Title 7\nC:\\elsewhere\\7.mp3\n/nowhere/at-all.mp3\n`;
  const { body } = await api.send('POST', '/api/playlists', { name: 'Résumé: 1', contents });
  expect(body).toMatchObject({ found: 1, notFound: 1, notFoundNames: ['/nowhere/at-all.mp3'] });
  expect(await listed(body.list)).toEqual(['Title 7']);
  expect((await api.get('/api/playlists')).body.playlists).toEqual([
    { list: body.list, program: 'm3u8', name: 'Résumé_ 1', entries: 2, isSmart: false },
  ]);
  const { body: facets } = await api.get('/api/tracks/facets?list=set:Late%20night&bpm=121-122');
  expect(facets).toMatchObject({ total: 1, without: { list: 6, bpm: 2 } });
});

it('shows chosen tracks in the table, and says when they are gone', async () => {
  const choose = async (...tracks: number[]) => {
    const { body } = await api.send('POST', '/api/chosen-tracks', { ids: tracks.map((each) => ids[each]) });
    return body.list;
  };
  const list = await choose(8, 3, 8);
  expect(list).toMatch(/^chosen:[\w-]{11}$/);
  expect(await listed(list)).toEqual(['Title 3', 'Title 8']);
  const others: string[] = [];
  for (let track = 0; track < 25; track++) others.push(await choose(track, 29));
  expect(new Set(others).size).toBe(25);
  expect(await listed(others[24])).toEqual(['Title 24', 'Title 29']);
  const { status, body } = await api.get(`/api/tracks?list=${list}`);
  expect([status, body.detail]).toEqual([404, expect.stringContaining('Choose the tracks again')]);
  expect(await choose(8, 3)).toBe(list);
  expect(await listed(list)).toEqual(['Title 3', 'Title 8']);
  const unknown = Array.from({ length: 100_000 }, () => 'AAAAAAAAAAA');
  expect((await api.send('POST', '/api/chosen-tracks', { ids: unknown })).status).toBe(404);
});

it('says that there is no such list, and reads no file of a request', async () => {
  for (const list of ['set:none', 'rules:none', 'playlist:rekordbox:none', 'playlist:/etc/passwd.m3u8']) {
    expect((await api.get(`/api/tracks?list=${encodeURIComponent(list)}`)).status).toBe(404);
  }
  const { status } = await api.get('/api/tracks?list=track:/etc/passwd');
  expect(status).toBe(400);
});

it('adds tracks to a set once, and makes the set if there is none', async () => {
  const add = (...tracks: number[]) =>
    api.send('POST', '/api/sets/Growing/tracks', { ids: tracks.map((each) => ids[each]) });
  expect((await add(1, 2)).body).toEqual({ name: 'Growing', added: 2, tracks: 2 });
  expect((await add(2, 3, 3)).body).toEqual({ name: 'Growing', added: 1, tracks: 3 });
  await api.send('POST', '/api/sets/Growing/undo');
  expect((await api.get('/api/sets/Growing')).body.rows).toHaveLength(2);
});

it('grows a crate from lists', async () => {
  const { body } = await api.send('POST', '/api/crates/expand', { lists: ['rules:Fast'], ids: [ids[0]], add: 3 });
  expect(body.members.map(({ title }: { title: string }) => title)).toEqual(['Title 0', 'Title 9']);
  expect(body.added).toHaveLength(3);
  const { status, body: problem } = await api.send('POST', '/api/crates/expand', { lists: ['set:none'], add: 3 });
  expect([status, problem.code]).toEqual([404, 'not-found']);
});

it('rates many tracks, and one undo takes it back', async () => {
  const changed = await api.send('POST', '/api/tracks/values', { ids: ids.slice(0, 5), rating: 4 });
  expect(changed.body).toEqual({ changed: 5 });
  expect((await api.get('/api/tracks?rating=4')).body.total).toBe(5);
  await api.send('POST', '/api/history/undo');
  expect((await api.get('/api/tracks?rating=4')).body.total).toBe(0);
});

it('finds sets, tags and playlists by their words', async () => {
  const { body } = await api.get('/api/search?q=fast');
  expect(body).toMatchObject({ playlists: [{ list: 'rules:Fast', name: 'Fast', tracks: null }], tracks: [] });
  expect((await api.get('/api/search?q=night')).body.sets).toEqual([{ name: 'Late night', tracks: 2 }]);
});

it('keeps wrong rules of a file out of the answer, and says so', async () => {
  await api.library.savePlaylistPreset({ name: 'Odd', rules: { since: '30d', tags: ['x'.repeat(300)] } });
  const { body } = await api.get('/api/rule-playlists');
  expect(body.playlists.find(({ name }: { name: string }) => name === 'Odd')).toMatchObject({
    rules: {},
    problem: expect.stringContaining('tags'),
  });
  await api.send('DELETE', '/api/rule-playlists/Odd');
  expect((await api.get('/api/rule-playlists')).body.playlists).toHaveLength(1);
});

it('first counts, then removes chosen tracks, but not those that a person edited', async () => {
  await api.send('POST', '/api/tracks/values', { ids: [ids[20]], rating: 5 });
  const tracks = [ids[20], ids[21], ids[22]];
  const counted = await runJob(api, { kind: 'remove', tracks });
  expect(counted.summary).toMatchObject({ applied: false, forgotten: 2, kept: 1 });
  expect((await api.get('/api/tracks')).body.total).toBe(30);
  await runJob(api, { kind: 'remove', tracks, apply: true });
  expect((await api.get('/api/tracks')).body.total).toBe(28);
});
