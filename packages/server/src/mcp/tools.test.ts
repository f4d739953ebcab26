import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLibrary } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IDS } from '../test-server.ts';
import { type TestClient, testClient } from './test-client.ts';

const SKY = IDS['Saltwater Sky'];
const WING = IDS.Glasswing;
const READING = [
  ...[
    'library_stats',
    'find_tracks',
    'find_by_sound',
    'get_track',
    'recommend',
    'rate_transition',
    'plan_set',
    'get_set',
  ],
  ...['expand_crate', 'suggest_tags', 'list_suggestions', 'export_playlist'],
];
const WRITING = ['save_set', 'change_tags', 'judge_suggestions', 'edit_track', 'save_playlist', 'undo_change'];

describe('tools that read', () => {
  let tools: TestClient;
  beforeAll(async () => {
    tools = await testClient();
    await tools.library.saveSet('Night', { tracks: [{ path: '/m/House/Saltwater Sky.mp3' }] });
  });
  afterAll(() => tools[Symbol.asyncDispose]());

  it('are all that there are by default', async () => {
    const { tools: listed } = await tools.client.listTools();
    expect(listed.map(({ name }) => name)).toEqual(READING);
    for (const { annotations, outputSchema, description } of listed) {
      expect(annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false });
      expect(outputSchema?.type).toBe('object');
      expect(description).toBeTruthy();
    }
    expect((await tools.fail('change_tags', { tracks: [SKY], add: ['x'] })).message).toContain('not found');
  });

  it('find tracks by words and filters, a page at a time', async () => {
    const first = await tools.ask('find_tracks', { bpm: '120-135', sort: 'bpm', limit: 2 });
    expect([first.total, first.tracks.map(({ bpm }: { bpm: number }) => bpm)]).toEqual([3, [127, 128]]);
    const next = await tools.ask('find_tracks', { bpm: '120-135', sort: 'bpm', limit: 2, cursor: first.cursor });
    expect([next.tracks.map(({ title }: { title: string }) => title), next.cursor]).toEqual([['Undertow'], null]);
    expect((await tools.ask('find_tracks', { q: 'sky aero', genre: ['House'] })).tracks[0].id).toBe(SKY);
  });

  it('find tracks by words of the sound, tags and genres', async () => {
    const { tracks, unknown } = await tools.ask('find_by_sound', { words: 'peak, no techno, zzz' });
    expect(tracks[0]).toMatchObject({ track: { id: SKY } });
    expect(unknown).toMatchObject([{ text: 'zzz' }]);
    expect((await tools.ask('find_by_sound', { words: 'peak', bpm: '129-' })).total).toBe(0);
    expect((await tools.fail('find_by_sound', { words: 'zzz' })).message).toContain('zzz');
  });

  it('give ids that the next call takes', async () => {
    const { tracks } = await tools.ask('find_tracks', { q: 'saltwater' });
    const { items, seeds } = await tools.ask('recommend', { seeds: [tracks[0].id], camelot: false, tempoPct: 10 });
    expect(seeds[0].title).toBe('Saltwater Sky');
    expect(items[0].id).toBe(WING);
    const mix = await tools.ask('rate_transition', { from: tracks[0].id, to: items[0].id });
    expect(mix.score).toBeGreaterThan(0);
    expect((await tools.ask('get_track', { track: items[0].id })).title).toBe('Glasswing');
    const plan = await tools.ask('plan_set', { seeds: [items[0].id], length: 3 });
    expect([plan.tracks.length, plan.mixes.length]).toEqual([3, 2]);
    const { added } = await tools.ask('expand_crate', { tracks: [SKY], add: 1 });
    const { text, complete } = await tools.ask('export_playlist', { tracks: [plan.tracks[0].id, added[0].track.id] });
    expect([text.split('\n').length, complete]).toEqual([6, true]);
  });

  it('describe a track without its path', async () => {
    const track = await tools.ask('get_track', { track: SKY });
    expect(track).toMatchObject({
      bpm: { value: 128, alternatives: [{ value: 64 }] },
      mytags: { value: ['peak'] },
      cues: { value: [{ name: 'Drop', start: 60 }] },
      sets: [{ name: 'Night', places: [1] }],
      tempoChanges: 0,
    });
    expect(JSON.stringify(track)).not.toContain('/m/');
  });

  it('name genres, tags and sets', async () => {
    const stats = await tools.ask('library_stats');
    expect(stats.genres).toEqual([
      { name: 'House', tracks: 2 },
      { name: 'Techno', tracks: 1 },
    ]);
    expect(stats.sets).toMatchObject([{ name: 'Night', tracks: 1 }]);
    expect(JSON.stringify(stats)).not.toContain(tools.dataDir);
    expect((await tools.ask('get_set', { name: 'night' })).rows).toMatchObject([{ track: { id: SKY } }]);
  });

  it('say that an empty library needs a scan', async () => {
    await using empty = await testClient({}, {});
    const { content } = await empty.client.callTool({ name: 'library_stats', arguments: {} });
    expect(JSON.stringify(content)).toContain('rbassist scan');
    expect(await empty.ask('find_tracks')).toEqual({ total: 0, tracks: [], cursor: null });
    expect((await empty.fail('plan_set')).data.remedies).toEqual([{ action: 'rescan' }]);
  });

  it('suggest tags with examples', async () => {
    const tagged = {
      '/m/a.mp3': { title: 'A', mytags: ['peak'], angle: 0 },
      '/m/b.mp3': { title: 'B', mytags: ['peak'], angle: 0.1 },
      '/m/c.mp3': { title: 'C', mytags: ['peak'], angle: 0.2 },
      '/m/d.mp3': { title: 'D', angle: 0.1 },
      '/m/e.mp3': { title: 'E' },
    };
    await using others = await testClient({}, tagged);
    const { total, tracks } = await others.ask('suggest_tags');
    expect([total, tracks[0].track.title, tracks[0].suggestions[0].tag]).toEqual([1, 'D', 'peak']);
    expect(tracks[0].suggestions[0].examples[0].title).toBe('B');
    const { tracks: untagged } = await others.ask('find_tracks', { q: 'e', state: ['no-vector'] });
    expect((await others.ask('suggest_tags', { tracks: [untagged[0].id] })).withoutVector).toBe(1);
  });

  it.each(['m3u8', 'csv', 'xml', 'nml'])('return a playlist as %s', async (kind) => {
    const { text, tracks } = await tools.ask('export_playlist', { set: 'Night', kind });
    expect(text).toContain('Saltwater Sky');
    expect(tracks).toBe(1);
  });

  it('offer candidates for a title in place of an id', async () => {
    const { message, data } = await tools.fail('recommend', { seeds: ['Saltwater Sky'] });
    expect(message).toContain('"Saltwater Sky" is not the id of a track');
    expect(data).toMatchObject({ code: 'not-found', candidates: [{ id: SKY, title: 'Saltwater Sky' }] });
    expect((await tools.fail('get_track', { track: 'kX3v9_aQ-1Z' })).message).toContain('find_tracks');
  });

  it.each([
    ['find_tracks', { bpm: 'fast' }, 'bpm'],
    ['find_tracks', { limit: 1e9 }, 'limit'],
    ['find_tracks', { colour: 'red' }, 'colour'],
    ['find_tracks', { cursor: 'nonsense' }, 'cursor'],
    ['find_tracks', { cursor: 'WyJicG0iLDFd', sort: 'title' }, 'same sort'],
    ['find_tracks', { sort: 'colour' }, 'column'],
    ['recommend', { seeds: [] }, 'seeds'],
    ['export_playlist', {}, 'Give either'],
    ['export_playlist', { set: 'Night', tracks: [SKY] }, 'Give either'],
    ['get_set', { name: 'Missing' }, 'Night'],
    ['rate_transition', { from: SKY, to: SKY }, 'same track'],
    ['plan_set', { length: 0 }, 'length'],
    ['plan_set', { filters: { genres: ['Polka'] } }, 'filters'],
    ['plan_set', { start: 'Glasswing' }, 'not the id'],
    ['expand_crate', {}, 'crate'],
    ['expand_crate', { tags: ['polka'] }, 'polka'],
  ])('say what is wrong with the input of %s: %o', async (tool, input, word) => {
    expect((await tools.fail(tool, input)).message).toContain(word);
  });

  it('see what another process changed', async () => {
    await using other = await openLibrary({ dataDir: tools.dataDir, engine: 'exact' });
    await other.edit('/m/Techno/Undertow.mp3', { comments: 'closing track' });
    const { tracks } = await tools.ask('find_tracks', { q: 'closing' });
    expect(tracks[0].title).toBe('Undertow');
    expect((await tools.ask('get_track', { track: tracks[0].id })).comments.value).toBe('closing track');
  });
});

describe('tools that write', () => {
  it('need permission, and say what they do', async () => {
    await using tools = await testClient({ allowWrites: true });
    const { tools: listed } = await tools.client.listTools();
    const writing = listed.filter(({ annotations }) => !annotations?.readOnlyHint);
    expect(writing.map(({ name }) => name)).toEqual(WRITING);
    const careful = writing.filter(({ annotations }) => !annotations?.destructiveHint);
    expect(careful.map(({ name }) => name)).toEqual(['save_playlist']);
  });

  it('save a set, replace it only if asked, and undo that', async () => {
    await using tools = await testClient({ allowWrites: true });
    const saved = await tools.ask('save_set', { name: 'Friday', tracks: [SKY, WING] });
    expect([saved.tracks, saved.mixes.length]).toEqual([2, 1]);
    expect((await tools.fail('save_set', { name: 'friday', tracks: [WING] })).message).toContain('already');
    await tools.ask('save_set', { name: 'Friday', tracks: [WING], replace: true });
    expect((await tools.ask('undo_change', { set: 'Friday' })).restored).toBe(2);
    expect((await tools.ask('get_set', { name: 'Friday' })).tracks).toBe(2);
  });

  it('change tags and values, and undo that', async () => {
    await using tools = await testClient({ allowWrites: true });
    expect((await tools.ask('change_tags', { tracks: [SKY, WING], add: ['Closing'] })).tracks).toBe(2);
    expect((await tools.ask('edit_track', { track: SKY, rating: 5, key: 'Am' })).rating).toBe(5);
    expect(await tools.ask('undo_change')).toMatchObject({ what: 'edit', restored: 1, conflicts: 0 });
    expect((await tools.ask('get_track', { track: SKY })).rating.value).toBe(4);
    expect((await tools.ask('undo_change')).restored).toBe(2);
    expect((await tools.ask('get_track', { track: WING })).mytags.value).toEqual(['vocal']);
  });

  it('accept and reject stored suggestions one by one, and undo that', async () => {
    const tagged = {
      '/m/a.mp3': { title: 'A', mytags: ['peak'], angle: 0 },
      '/m/b.mp3': { title: 'B', mytags: ['peak'], angle: 0.1 },
      '/m/c.mp3': { title: 'C', mytags: ['peak'], angle: 0.2 },
      '/m/d.mp3': { title: 'D', angle: 0.1 },
      '/m/e.mp3': { title: 'E', angle: 0.05 },
    };
    await using tools = await testClient({ allowWrites: true }, tagged);
    expect(await tools.ask('list_suggestions')).toEqual({ total: 0, suggestions: [] });
    await tools.library.suggestTags([], { save: true });
    const { total, suggestions } = await tools.ask('list_suggestions', { tag: 'Peak', order: 'track', limit: 1 });
    expect([total, suggestions[0].track.title, suggestions[0].tag]).toEqual([2, 'D', 'peak']);
    const { suggestions: rest } = await tools.ask('list_suggestions', { order: 'track', offset: 1 });
    const [d, e] = [suggestions[0].track.id, rest[0].track.id];

    const both = [
      { track: d, tag: 'peak' },
      { track: e, tag: 'polka' },
    ];
    expect((await tools.fail('judge_suggestions', { verdict: 'accept', suggestions: both })).message).toContain(
      'polka',
    );
    expect((await tools.ask('list_suggestions')).total).toBe(2);
    await tools.ask('judge_suggestions', { verdict: 'accept', suggestions: [{ track: d, tag: 'peak' }] });
    await tools.ask('judge_suggestions', { verdict: 'reject', suggestions: [{ track: e, tag: 'peak' }] });
    expect((await tools.ask('get_track', { track: d })).mytags.value).toEqual(['peak']);
    expect((await tools.ask('get_track', { track: e })).rejected).toEqual(['peak']);
    expect(await tools.ask('undo_change')).toMatchObject({ what: 'reject', restored: 1 });
    expect((await tools.ask('list_suggestions')).suggestions).toMatchObject([{ track: { title: 'E' } }]);
  });

  it('save a playlist in one folder only, and never replace a file', async () => {
    const exportFolder = join(await temporaryFolder('exports'), 'lists');
    await using tools = await testClient({ allowWrites: true, exportFolder });
    const { file, tracks } = await tools.ask('save_playlist', { tracks: [SKY], name: '../../Friday' });
    expect([file, tracks]).toEqual([join(exportFolder, '.._.._Friday.m3u8'), 1]);
    expect(await readFile(file, 'utf8')).toContain('Saltwater Sky');
    for (const kind of ['m3u8', 'xml', 'nml', 'csv']) {
      const input = { tracks: [SKY], name: '../../Friday', kind };
      if (kind !== 'm3u8') await tools.ask('save_playlist', input);
      expect((await tools.fail('save_playlist', input)).message).toContain('exists already');
    }
  });
});
