import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inventedLibrary, pathOf, runJob, TAGS, testApp } from '../test-app.ts';
import { pathId } from '../track-ids.ts';

const TRACKS = 24;
const id = (i: number) => pathId(pathOf(i));

describe('/api/tags', () => {
  it('counts own tags, with their categories and colours', async () => {
    const library = await inventedLibrary(TRACKS);
    const config = join(dirname(library.dataDir), 'config');
    await mkdir(config);
    const file = join(config, 'my_tag_categories.yml');
    await writeFile(file, 'categories:\n  Mood: [peak]\ncolors:\n  Vocal: "#ff0000"\n');
    await using api = await testApp(library);
    const { body } = await api.get('/api/tags');
    expect(body.taggedTracks).toBe(TRACKS / 2);
    expect(body.tags).toContainEqual({ tag: 'Peak', tracks: 4, category: 'Mood', color: null });
    expect(body.tags).toContainEqual({ tag: 'Vocal', tracks: 4, category: null, color: '#FF0000' });
  });

  it('changes tags of several tracks with one change, which undo takes back', async () => {
    await using api = await testApp(await inventedLibrary(TRACKS));
    const change = { ids: [id(0), id(20)], add: ['Closer', 'peak'], remove: ['Peak'] };
    const { status, body } = await api.send('POST', '/api/tracks/tags', change);
    expect([status, body.tracks]).toEqual([200, 2]);
    expect((await api.get(`/api/tracks/${id(20)}/tags`)).body.mine).toEqual(['Closer']);
    const undone = await api.send('POST', '/api/tag-suggestions/undo');
    expect(undone.body).toMatchObject({ restored: 2, conflicts: [] });
    expect((await api.get(`/api/tracks/${id(20)}/tags`)).body.mine).toEqual([]);
    expect((await api.get(`/api/tracks/${id(0)}/tags`)).body.mine).toEqual(['Peak']);
    expect((await api.send('POST', '/api/tag-suggestions/undo')).status).toBe(404);
    expect((await api.send('POST', '/api/tracks/tags', { ids: ['AAAAAAAAAAA'], add: ['x'] })).status).toBe(404);
    expect((await api.send('POST', '/api/tracks/tags', { ids: [id(0)], add: [' '] })).status).toBe(400);
  });
});

describe('/api/tag-suggestions', () => {
  it('suggests tags by a job, shows examples, accepts, rejects and undoes', async () => {
    await using api = await testApp(await inventedLibrary(TRACKS));
    const job = await runJob(api, { kind: 'suggest-tags', margin: 0.5, top: 2 });
    expect(job).toMatchObject({ state: 'done', summary: { compared: TRACKS / 2 } });
    const { body } = await api.get('/api/tag-suggestions?limit=5');
    expect([body.total, body.rows.length]).toEqual([TRACKS / 2, 5]);
    const all = (await api.get('/api/tag-suggestions?limit=200')).body.rows;
    const row = all.find(({ track }: { track: { id: string } }) => track.id === id(21));
    expect(row.suggestions[0]).toMatchObject({
      tag: TAGS[0],
      score: expect.any(Number),
      threshold: expect.any(Number),
    });

    const query = new URLSearchParams({ track: id(21), tag: TAGS[0], limit: '2' });
    const { examples } = (await api.get(`/api/tag-suggestions/examples?${query}`)).body;
    expect(examples).toHaveLength(2);
    for (const { track } of examples) expect(track.tags).toEqual([TAGS[0]]);
    expect(examples[0].distance).toBeLessThanOrEqual(examples[1].distance);

    const items = [21, 18].map((i) => ({ id: id(i), tag: TAGS[0] }));
    expect((await api.send('POST', '/api/tag-suggestions/accept', { items })).body).toMatchObject({
      added: 2,
      tracks: 2,
    });
    const rejected = await api.send('POST', '/api/tag-suggestions/reject', { items: [{ id: id(22), tag: 'vocal' }] });
    expect(rejected.body.rejected).toBe(1);
    expect((await api.get(`/api/tracks/${id(22)}/tags`)).body.rejected).toEqual(['Vocal']);
    const open = (await api.get(`/api/tag-suggestions?limit=200&tag=${TAGS[1]}`)).body.rows;
    expect(open.map(({ track }: { track: { id: string } }) => track.id)).not.toContain(id(22));
    expect((await api.send('POST', '/api/tag-suggestions/undo')).body.restored).toBe(1);
    expect((await api.send('POST', '/api/tag-suggestions/undo')).body.restored).toBe(2);
    expect((await api.get(`/api/tracks/${id(21)}/tags`)).body.mine).toEqual([]);
    const everything = await api.send('POST', '/api/tag-suggestions/accept', { allFrom: -1 });
    expect(everything.body.tracks).toBe(TRACKS / 2);
  });

  it('puts the most uncertain first, and finds the tracks that would teach most', async () => {
    await using api = await testApp(await inventedLibrary(TRACKS));
    await runJob(api, { kind: 'suggest-tags', margin: 0.5 });
    const { rows } = (await api.get('/api/tag-suggestions?order=uncertain')).body;
    const doubts = rows.map(({ suggestions }: { suggestions: { score: number; threshold: number }[] }) =>
      Math.min(...suggestions.map(({ score, threshold }) => Math.abs(score - threshold))),
    );
    expect(doubts).toEqual(doubts.toSorted((a: number, b: number) => a - b));
    const uncertain = await api.get('/api/uncertain-tracks?limit=3');
    expect(uncertain.body.tracks).toHaveLength(3);
    expect((await api.send('POST', '/api/tag-suggestions/clear')).body.suggestions).toBe(TRACKS / 2);
    expect((await api.get('/api/tag-suggestions')).body.total).toBe(0);
  });

  it('refuses choices that say nothing, two things, or what is not suggested', async () => {
    await using api = await testApp(await inventedLibrary(6));
    const accept = (body: object) => api.send('POST', '/api/tag-suggestions/accept', body);
    expect((await accept({})).status).toBe(400);
    expect((await accept({ items: [], allFrom: 0.5 })).status).toBe(400);
    expect((await accept({ items: [{ id: id(0), tag: 'Peak' }] })).status).toBe(404);
  });
});
