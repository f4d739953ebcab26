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
    expect(body.tags).toContainEqual({ tag: 'Peak', tracks: 4, suggested: 0, category: 'Mood', color: null });
    expect(body.tags).toContainEqual({ tag: 'Vocal', tracks: 4, suggested: 0, category: null, color: '#FF0000' });
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
    expect(body.rows).toHaveLength(5);
    expect(body.total).toBeGreaterThanOrEqual(TRACKS / 2);
    const all = (await api.get('/api/tag-suggestions?order=sure&limit=200')).body.rows;
    const row = all.find(({ track }: { track: { id: string } }) => track.id === id(21));
    expect(row).toMatchObject({ tag: TAGS[0], basis: 'likeness', certainty: expect.any(Number), waveform: null });
    const counted = (await api.get('/api/tags')).body;
    const ofTag = all.filter(({ tag }: { tag: string }) => tag === TAGS[0]).length;
    expect(counted.tags.find(({ tag }: { tag: string }) => tag === TAGS[0])).toMatchObject({ suggested: ofTag });

    const query = new URLSearchParams({ track: id(21), tag: TAGS[0], limit: '2' });
    const { from, examples } = (await api.get(`/api/tag-suggestions/examples?${query}`)).body;
    expect(from).toBe('own');
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
    const doubts = rows.map(({ certainty }: { certainty: number }) => Math.abs(certainty));
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

  it('accepts all of one tag, and one undo of the library takes it back', async () => {
    await using api = await testApp(await inventedLibrary(TRACKS));
    await runJob(api, { kind: 'suggest-tags', margin: 0.5, top: 2 });
    const before = (await api.get(`/api/tag-suggestions?tag=${TAGS[1]}`)).body.total;
    const { added } = (await api.send('POST', '/api/tag-suggestions/accept', { allFrom: -1, tag: TAGS[1] })).body;
    expect(added).toBe(before);
    expect((await api.get(`/api/tag-suggestions?tag=${TAGS[1]}`)).body.total).toBe(0);
    expect((await api.get('/api/tag-suggestions')).body.total).toBeGreaterThan(0);
    const { body } = await api.send('POST', '/api/history/undo');
    expect(body).toMatchObject({ restored: before, change: { what: 'accept', tracks: before } });
    expect((await api.get(`/api/tag-suggestions?tag=${TAGS[1]}`)).body.total).toBe(before);
  });

  it('drops and clears suggestions, which undo brings back', async () => {
    await using api = await testApp(await inventedLibrary(TRACKS));
    await runJob(api, { kind: 'suggest-tags', margin: 0.5, top: 1 });
    const total = async () => (await api.get('/api/tag-suggestions')).body.total;
    const all = await total();
    const [{ track, tag }] = (await api.get('/api/tag-suggestions')).body.rows;
    await api.send('POST', '/api/tag-suggestions/drop', { items: [{ id: track.id, tag }] });
    expect(await total()).toBe(all - 1);
    expect((await api.get(`/api/tracks/${track.id}/tags`)).body.rejected).toEqual([]);
    await api.send('POST', '/api/tag-suggestions/clear');
    expect(await total()).toBe(0);
    await api.send('POST', '/api/history/undo');
    await api.send('POST', '/api/history/undo');
    expect(await total()).toBe(all);
  });
});

describe('tags of all tracks', () => {
  it('are renamed, merged and removed, and counted for chosen tracks', async () => {
    await using api = await testApp(
      await inventedLibrary(TRACKS, (record, i) => (i === 0 ? { ...record, mytags: ['peak'] } : record)),
    );
    expect((await api.get('/api/tag-problems')).body).toEqual({
      total: 1,
      problems: [{ kind: 'spellings', track: null, tags: ['Peak', 'peak'] }],
    });
    await api.send('POST', '/api/tags/rename', { tag: 'peak', to: 'Peak' });
    expect((await api.get('/api/tag-problems')).body.total).toBe(0);
    await api.send('POST', '/api/tags/rename', { tag: 'Vocal', to: 'Peak' });
    const count = () => api.send('POST', '/api/tracks/tags/count', { ids: [id(0), id(1), id(2), id(20)] });
    expect((await count()).body).toEqual({
      tracks: 4,
      tags: [
        { tag: 'Peak', tracks: 2, mine: true },
        { tag: 'Warm-up', tracks: 1, mine: true },
      ],
    });
    expect((await api.send('POST', '/api/tags/remove', { tag: 'warm-UP' })).body.removed).toBe(4);
    expect((await api.send('POST', '/api/tags/remove', { tag: 'Warm-up' })).status).toBe(404);
    expect((await api.send('POST', '/api/tags/rename', { tag: 'Peak', to: ' ' })).status).toBe(400);
  });

  it('come from the Python rbassist, first as a count', async () => {
    const library = await inventedLibrary(TRACKS);
    const config = join(dirname(library.dataDir), 'config');
    await mkdir(config);
    await writeFile(join(config, 'tags.yml'), `library:\n  ${pathOf(0)}: [Loud]\n  /gone.mp3: [Late]\n`);
    await using api = await testApp(library);
    const counts = { tracks: 1, tags: 1, suggestions: 0, rejected: 0, unknown: 1 };
    expect((await api.send('POST', '/api/tags/migrate', { dryRun: true })).body).toEqual(counts);
    expect(library.track(pathOf(0))?.mytags).toEqual(['Peak']);
    expect((await api.send('POST', '/api/tags/migrate', {})).body).toEqual(counts);
    expect(library.track(pathOf(0))?.mytags).toEqual(['Loud', 'Peak']);
  });
});
