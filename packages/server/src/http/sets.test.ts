import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inventedLibrary, pathOf, type TestApp, testApp } from '../test-app.ts';
import { pathId } from '../track-ids.ts';
import type { SetMix } from './set-schemas.ts';

const TRACKS = 24;
const id = (i: number) => pathId(pathOf(i));
const rows = (...numbers: number[]) => ({ tracks: numbers.map((i) => ({ id: id(i) })) });
const idsOf = (set: { rows: { track: { id: string } }[] }) => set.rows.map(({ track }) => track.id);

let api: TestApp;
beforeAll(async () => {
  api = await testApp(await inventedLibrary(TRACKS));
});
afterAll(() => api[Symbol.asyncDispose]());

describe('/api/sets', () => {
  it('saves tracks, gives them with their mixes rated, and lists the set', async () => {
    const start = api.events.lastId;
    const saved = await api.send('PUT', '/api/sets/Friday%20night', rows(0, 3, 6));
    expect(saved.status).toBe(200);
    expect(api.events.lastId).not.toBe(start);
    const { status, body } = await api.get('/api/sets/friday night');
    expect(status).toBe(200);
    expect(body).toMatchObject({ name: 'Friday night', durationS: 300 + 303 + 306 });
    expect(body.rows[1]).toMatchObject({ track: { id: id(3), title: 'Title 3', bpm: 123, key: '4A' }, locked: false });
    expect(body.mixes).toHaveLength(2);
    const [mix]: (typeof SetMix)['_output'][] = body.mixes;
    expect(mix).toMatchObject({ grade: expect.stringMatching(/good|fair|rough/), reasons: expect.any(Array) });
    expect(mix.reasons.map(({ text }) => text).join()).toMatch(/tempo/);
    expect(body.curves).toMatchObject({ startS: [0, 300, 603], bpm: [120, 123, 126], key: ['1A', '4A', '7A'] });
    const list = await api.get('/api/sets');
    expect(list.body.sets).toContainEqual(expect.objectContaining({ name: 'Friday night', tracks: 3, problem: null }));
  });

  it('keeps notes, locks and stars when tracks change places, and undoes', async () => {
    const tracks = [{ id: id(1), locked: true, note: 'opener' }, { id: id(2) }, { id: id(4) }];
    await api.send('PUT', '/api/sets/Order', { tracks });
    const rated = await api.send('POST', '/api/sets/Order/rate', { place: 1, stars: 5 });
    expect(rated.body.mixes[1].stars).toBe(5);
    const moved = await api.send('PUT', '/api/sets/Order', rows(2, 4, 1));
    expect(moved.body.rows[2]).toMatchObject({ locked: true, note: 'opener' });
    expect(moved.body.mixes[0].stars).toBe(5);
    const unlocked = await api.send('PUT', '/api/sets/Order', { tracks: [{ id: id(1), locked: false, note: '' }] });
    expect(unlocked.body.rows).toMatchObject([{ locked: false }]);
    expect(unlocked.body.rows[0].note).toBeUndefined();
    const undone = await api.send('POST', '/api/sets/Order/undo');
    expect(idsOf(undone.body)).toEqual([id(2), id(4), id(1)]);
  });

  it('plans, saves, fills, orders, renames and removes', async () => {
    const planned = await api.send('POST', '/api/sets/plan', {
      ...{ seeds: [id(5)], length: 5, start: id(5), energyCurve: 'rise', locked: [{ place: 2, id: id(8) }] },
      ...{ exclude: { artists: ['Artist 11'], tracks: [id(14)] }, filters: { minDurationS: 302 } },
    });
    expect(planned.status).toBe(200);
    const ids = planned.body.tracks.map((track: { id: string }) => track.id);
    expect([ids.length, ids[0], ids[2]]).toEqual([5, id(5), id(8)]);
    expect(ids).not.toContain(id(11));
    expect(ids).not.toContain(id(14));
    expect(planned.body.mixes).toHaveLength(4);
    await api.send('PUT', '/api/sets/Plan', { tracks: ids.map((each: string) => ({ id: each })) });
    const filled = await api.send('POST', '/api/sets/Plan/fill', { length: 7, artistSpacing: 1 });
    expect(filled.body.set.rows).toHaveLength(7);
    expect((await api.send('POST', '/api/sets/Plan/fill', {})).body.set.rows).toHaveLength(8);
    const ordered = await api.send('POST', '/api/sets/Plan/order', { weights: { tempo: 1 } });
    expect(idsOf(ordered.body.set).sort()).toEqual(idsOf((await api.get('/api/sets/Plan')).body).sort());
    const renamed = await api.send('POST', '/api/sets/Plan/rename', { to: 'Saturday' });
    expect(renamed.body.name).toBe('Saturday');
    expect((await api.get('/api/sets/Plan')).status).toBe(404);
    expect((await api.send('DELETE', '/api/sets/Saturday')).status).toBe(204);
    expect((await api.get('/api/sets/Saturday')).status).toBe(404);
    expect((await api.send('POST', '/api/sets/Saturday/undo')).body.name).toBe('Saturday');
  });

  it('plans within a tempo, keeps the rules of a plan, and says when each track plays', async () => {
    const planned = await api.send('POST', '/api/sets/plan', { length: 4, filters: { minBpm: 121, maxBpm: 124 } });
    const tempos = planned.body.tracks.map(({ bpm }: { bpm: number }) => bpm);
    expect([Math.min(...tempos) >= 121, Math.max(...tempos) <= 124, tempos.length]).toEqual([true, true, 4]);
    expect(planned.body.timeline).toHaveLength(4);
    expect(planned.body.playedS).toBe(planned.body.durationS);
    const plan = { weights: { key: 1 }, energyCurve: 'rise' };
    const saved = await api.send('PUT', '/api/sets/Kept', { ...rows(1, 2, 3), plan });
    expect(saved.body.weights).toEqual({ key: 1 });
    expect((await api.library.set('Kept')).plan).toMatchObject(plan);
    expect((await api.send('PUT', '/api/sets/Kept', rows(3, 2, 1))).body.weights).toEqual({ key: 1 });
    expect((await api.send('POST', '/api/sets/Kept/order', { filters: { minBpm: 121 } })).status).toBe(400);
  });

  it('lets stars of a set count for its pair, the latest first', async () => {
    await api.send('PUT', '/api/sets/Starred', rows(1, 2));
    await api.send('PUT', '/api/mix-stars', { from: id(1), to: id(2), stars: 5 });
    await api.send('POST', '/api/sets/Starred/rate', { place: 0, stars: 2 });
    expect((await api.get('/api/mix-stars')).body.mixes).toContainEqual({ from: id(1), to: id(2), stars: 2 });
    expect((await api.send('PUT', '/api/mix-stars', { from: id(1), to: id(1), stars: 5 })).status).toBe(400);
    expect((await api.send('PUT', '/api/mix-stars', { from: 'AAAAAAAAAAA', to: id(1), stars: 5 })).status).toBe(404);
  });

  it('finds tracks near several, in an order that mixes or by distance', async () => {
    const ordered = await api.send('POST', '/api/sequences', { seeds: [id(0), id(3)], top: 4, order: true });
    expect([ordered.body.tracks.length, ordered.body.mixes.length]).toEqual([4, 3]);
    const near = await api.send('POST', '/api/sequences', { seeds: [id(0)], top: 3 });
    expect([near.body.tracks.length, near.body.mixes.length]).toEqual([3, 0]);
  });

  it('finds a path between two tracks', async () => {
    const { status, body } = await api.send('POST', '/api/paths', { from: id(0), to: id(9), length: 4 });
    expect(status).toBe(200);
    const ids = body.tracks.map((track: { id: string }) => track.id);
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([4, id(0), id(9)]);
  });

  it('refuses tracks that the library does not have, unknown options and paths', async () => {
    expect((await api.send('PUT', '/api/sets/Bad', { tracks: [{ id: 'AAAAAAAAAAA' }] })).status).toBe(404);
    expect((await api.get('/api/sets/Bad')).status).toBe(404);
    expect((await api.send('PUT', '/api/sets/Bad', { tracks: [{ path: '/etc/passwd' }] })).status).toBe(400);
    expect((await api.send('POST', '/api/sets/plan', { seeds: ['/etc/passwd'] })).status).toBe(400);
    expect((await api.send('POST', '/api/sets/plan', { exclude: { sets: ['../../secret'] } })).status).toBe(404);
    expect((await api.send('POST', '/api/sets/plan', { lenght: 3 })).status).toBe(400);
    expect((await api.send('POST', '/api/paths', { from: id(0), to: id(0) })).status).toBe(400);
    expect((await api.send('POST', '/api/sets/Order/rate', { place: 99, stars: 1 })).status).toBe(400);
  });

  it('never leaves the folder of the sets, whatever their names', async () => {
    for (const name of ['../escape', '/etc/passwd', 'a/b', 'C:\\x', '.', '..']) {
      const saved = await api.send('PUT', `/api/sets/${encodeURIComponent(name)}`, rows(0));
      expect([name, saved.status]).toEqual([name, name === '.' || name === '..' ? saved.status : 200]);
    }
    const { body } = await api.get('/api/sets');
    expect(body.sets.map(({ name }: { name: string }) => name)).toContain('../escape');
    await expect(rm(join(api.library.dataDir, 'escape.json'))).rejects.toThrow(/ENOENT/);
  });
});
