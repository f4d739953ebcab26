import { NotFoundError, OptionError } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import type { FindResult, LibraryWarning } from '../index.ts';
import { metalTracks, soundLibrary } from './test-library.ts';

const pathsOf = ({ tracks }: FindResult) => tracks.map(({ path }) => path.slice('/music/'.length, -'.mp3'.length));

describe('find', () => {
  it('ranks the library by words of the sound', async () => {
    await using library = await soundLibrary(metalTracks());
    const metal = await library.find('Metal', { top: 60 });
    expect(metal).toMatchObject({ total: 60, withoutTags: 0, unknown: [], interrupted: false });
    expect(metal.tracks[0]).toMatchObject({ rank: 1, record: { artist: expect.stringMatching(/^Artist/) } });
    expect(Number(pathsOf(metal)[0])).toBeGreaterThan(50);
    expect(Number(pathsOf(metal)[59])).toBeLessThan(10);
    const quiet = await library.find('no metal', { top: 60 });
    expect(pathsOf(quiet)).toEqual(pathsOf(metal).reverse());
    const { tracks, terms } = await library.find('metal, no vocals', { top: 5 });
    expect(terms.map(({ text }) => text)).toEqual(['metal', 'no vocals']);
    for (const { path, score, values } of tracks) {
      expect(Math.sin(Number(path.slice(7, 9)))).toBeLessThan(0.3);
      expect(Math.min(...values)).toBeGreaterThan(0.5);
      expect(score).toBeCloseTo(Math.sqrt(values[0] * values[1]), 5);
    }
  });

  it('counts own tags, genres and suggestions', async () => {
    const tracks = metalTracks();
    Object.assign(tracks['/music/05.mp3'], { mytags: ['Metal'] });
    Object.assign(tracks['/music/06.mp3'], { genre: 'Symphonic Metal', mytags: ['Peak Hour'] });
    Object.assign(tracks['/music/07.mp3'], { tag_suggestions: { candidates: [{ tag: 'peak hour', score: 1 }] } });
    await using library = await soundLibrary(tracks);
    expect(pathsOf(await library.find('metal', { top: 2 }))).toEqual(['05', '06']);
    const peak = await library.find('peak hour');
    expect(pathsOf(peak)).toEqual(['06', '07']);
    expect(peak.total).toBe(2);
    expect(peak.tracks.map(({ score }) => score)).toEqual([1, 0.75]);
  });

  it('filters by tempo, key, tag, path and list', async () => {
    const tracks = metalTracks();
    Object.assign(tracks['/music/40.mp3'], { mytags: ['Mine'], key: '3B' });
    Object.assign(tracks['/music/59.mp3'], { missing: { since: '2026-11-01' } });
    await using library = await soundLibrary(tracks);
    const slow = await library.find('metal', { bpmMax: 110 });
    expect(slow.total).toBe(11);
    expect(pathsOf(await library.find('metal', { tags: ['mine'] }))).toEqual(['40']);
    expect(pathsOf(await library.find('metal', { keys: ['Db'] }))).toEqual(['40']);
    expect((await library.find('metal', { mixesWith: '8A', exclude: ['Artist 3'] })).total).toBe(57);
    expect(pathsOf(await library.find('metal', { top: 60 }))).not.toContain('59');
    await expect(library.find('metal', { bpmMin: 120, bpmMax: 110 })).rejects.toThrow(OptionError);
    await expect(library.find('metal', { tpo: 3 } as never)).rejects.toThrow('Unknown option');
  });

  it('names unknown words, and near ones', async () => {
    const warnings: LibraryWarning[] = [];
    await using library = await soundLibrary(metalTracks(), (warning) => warnings.push(warning));
    const { unknown, tracks } = await library.find('dark metals, metal', { top: 1 });
    expect(tracks).toHaveLength(1);
    expect(unknown).toMatchObject([{ text: 'dark metals' }]);
    expect(warnings[0].message).toMatch(/^No sound, tag or genre is called "dark metals"\. Near ones are .*"metal"/);
    await expect(library.find('drum and bass')).rejects.toMatchObject({
      message: expect.stringMatching(/called "drum and bass"\. Near ones are "electronic", "dance"/),
      option: 'query',
    });
    for (const query of ['', ' ', 'no', '\u0000', 'metal '.repeat(10_000)]) {
      await expect(library.find(query)).rejects.toThrow(OptionError);
    }
    await expect(library.find(5 as never)).rejects.toThrow(OptionError);
  });

  it('needs vectors with tags only for words of the sound', async () => {
    const warnings: LibraryWarning[] = [];
    const tracks = {
      '/music/01.mp3': { mytags: ['Metal'], sound: { metal: 1 } },
      '/music/02.mp3': { sound: { rock: 1 } },
    };
    await using library = await soundLibrary(tracks, (warning) => warnings.push(warning), 'spectral-v1/160');
    await expect(library.find('sad')).rejects.toMatchObject({
      code: new NotFoundError('').code,
      message: expect.stringContaining('spectral-v1/160, which knows no tags'),
      remedies: [{ action: 'rescan', reEmbed: true }],
    });
    expect(pathsOf(await library.find('metal'))).toEqual(['01']);
    expect(warnings).toEqual([]);
    expect(pathsOf(await library.find('metal, no vocals'))).toEqual(['01']);
    expect(warnings[0].message).toContain('can\'t find "no vocals" by the sound');
    await using without = await soundLibrary({ '/music/01.mp3': { genre: 'House' } });
    expect(pathsOf(await without.find('house'))).toEqual(['01']);
    await expect(without.find('sad')).rejects.toThrow('No track has a vector yet');
    await using empty = await soundLibrary({});
    await expect(empty.find('sad')).rejects.toThrow('is empty');
  });

  it('leaves out tracks without a vector, and follows the index', async () => {
    const tracks = metalTracks();
    const { sound } = tracks['/music/59.mp3'];
    delete tracks['/music/59.mp3'].sound;
    await using library = await soundLibrary(tracks);
    expect(sound).toBeDefined();
    expect(await library.find('metal')).toMatchObject({ total: 59, withoutTags: 1 });
    await library.edit('/music/58.mp3', { mytags: ['Sad'] });
    expect(pathsOf(await library.find('sad', { top: 1 }))).toEqual(['58']);
  });

  it('ends early when aborted', async () => {
    await using library = await soundLibrary(metalTracks());
    expect(await library.find('metal', { signal: AbortSignal.abort() })).toMatchObject({
      interrupted: true,
      tracks: [],
    });
  });
});

describe('soundTags', () => {
  it('lists the tags that stand out in a track', async () => {
    await using library = await soundLibrary(metalTracks());
    const [{ path, tags }] = await library.soundTags(['title 59'], { top: 50 });
    expect(path).toBe('/music/59.mp3');
    expect(tags.find(({ tag }) => tag === 'metal')?.share).toBeGreaterThan(0.9);
    const all = await library.soundTags();
    expect(all.length).toBeGreaterThan(20);
    const same = all.find((track) => track.path === path);
    expect(same?.tags).toEqual(
      tags
        .slice(0, 5)
        .map(({ tag, share }) => ({ tag, share: expect.closeTo(share, 5), probability: expect.any(Number) })),
    );
    await expect(library.soundTags(['nothing like it'])).rejects.toThrow(NotFoundError);
    await expect(library.soundTags([], { minShare: 2 })).rejects.toThrow(OptionError);
  });

  it('warns about vectors without tags', async () => {
    const warnings: LibraryWarning[] = [];
    const tracks = { '/music/01.mp3': { sound: { metal: 1 } } };
    await using library = await soundLibrary(tracks, (warning) => warnings.push(warning), 'spectral-v1/160');
    expect(await library.soundTags()).toEqual([]);
    expect(warnings).toMatchObject([{ remedies: [{ action: 'rescan', reEmbed: true }] }]);
  });
});

describe('suggestTags from the sound', () => {
  it('suggests what stands out, and remembers what was rejected', async () => {
    await using library = await soundLibrary(metalTracks());
    const { tracks, profiles } = await library.suggestTags([], { from: 'sound', top: 0, save: true });
    expect(profiles).toEqual([]);
    const last = tracks.find(({ path }) => path === '/music/59.mp3');
    expect(last?.suggestions).toContainEqual({
      ...{ tag: 'metal', from: 'sound', threshold: 0.8, nearest: [] },
      score: expect.closeTo(0.95, 0),
    });
    const first = tracks.find(({ path }) => path === '/music/00.mp3');
    expect(first?.suggestions.map(({ tag }) => tag) ?? []).not.toContain('metal');
    const stored = library.track('/music/59.mp3')?.tag_suggestions;
    expect(stored).toMatchObject({ params: { from: 'sound', top: 0 }, low_confidence: [] });
    expect(library.track('/music/59.mp3')?.mytags).toBeUndefined();
    await library.rejectTags({ track: '/music/59.mp3', tags: ['Metal'] });
    await library.acceptTags({ track: '/music/58.mp3', tags: ['metal'] });
    expect(library.track('/music/58.mp3')?.mytags).toEqual(['metal']);
    const again = await library.suggestTags([], { from: 'sound', top: 0, includeTagged: true });
    const named = again.tracks.filter(({ suggestions }) => suggestions.some(({ tag }) => tag === 'metal'));
    expect(named.map(({ path }) => path)).not.toContain('/music/59.mp3');
    expect(named.map(({ path }) => path)).not.toContain('/music/58.mp3');
    await library.undoTags();
    expect(library.track('/music/58.mp3')?.mytags).toBeUndefined();
  });

  it('adds to those from own tags, and works without any', async () => {
    const tracks = metalTracks();
    await using bare = await soundLibrary(tracks);
    expect((await bare.suggestTags([], { from: 'both' })).tracks.length).toBeGreaterThan(0);
    await expect(bare.suggestTags([])).rejects.toMatchObject({
      remedies: [{ action: 'add-tags' }, { action: 'suggest-from-sound' }],
    });
    for (const i of [50, 51, 52, 53, 54]) Object.assign(tracks[`/music/${i}.mp3`], { mytags: ['Loud'] });
    await using library = await soundLibrary(tracks);
    const { tracks: found } = await library.suggestTags([], { from: 'both', margin: 0.1, top: 0 });
    const last = found.find(({ path }) => path === '/music/59.mp3');
    expect(last?.suggestions[0]).toMatchObject({ tag: 'Loud', from: 'own' });
    expect(last?.suggestions.slice(1).every(({ from }) => from === 'sound')).toBe(true);
    expect(last?.suggestions.length).toBeGreaterThan(1);
  });

  it('needs vectors with tags', async () => {
    await using library = await soundLibrary(
      { '/music/01.mp3': { sound: { metal: 1 } } },
      undefined,
      'spectral-v1/160',
    );
    await expect(library.suggestTags([], { from: 'sound' })).rejects.toThrow('knows no tags');
    await expect(library.suggestTags([], { from: 'ear' as never })).rejects.toThrow(OptionError);
  });
});
