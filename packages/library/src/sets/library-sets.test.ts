import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeNpy, fileSignature, NotFoundError, OptionError, sealNpy } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Library, type LibraryWarning, openLibrary } from '../index.ts';
import { embeddingFileName } from '../vectors/embedding-file.ts';
import { addTracks, lockTracks, rateMix } from './edit-tracks.ts';
import { placeOf } from './set-tracks.ts';

let folder: string;
let warnings: LibraryWarning[];
beforeEach(async () => {
  folder = await temporaryFolder('library-sets');
  warnings = [];
});

/** Opens a library of numbered tracks whose vectors turn slowly, so that neighbours in number sound alike. */
async function libraryOf(count: number, more: Record<string, object> = {}): Promise<Library> {
  await mkdir(join(folder, 'embeddings'), { recursive: true });
  const tracks: Record<string, object> = {};
  for (let i = 0; i < count; i++) {
    const path = `/music/${String(i).padStart(2, '0')}.mp3`;
    const name = embeddingFileName(path);
    const embedding = join(folder, 'embeddings', name);
    const vector = Float32Array.from({ length: 160 }, (_, k) => Math.sin(i / 8 + k / 9));
    await writeFile(embedding, sealNpy(encodeNpy(vector), name));
    tracks[path] = {
      artist: `Artist ${i}`,
      title: `Title ${i}`,
      duration: 200 + i,
      bpm: 120 + i / 10,
      key: '8A',
      embedding,
      embedding_space: 'spectral-v1/160',
    };
  }
  await writeFile(join(folder, 'meta.json'), JSON.stringify({ tracks: { ...tracks, ...more } }));
  return open();
}

function open(): Promise<Library> {
  return openLibrary({ dataDir: folder, engine: 'exact', onWarning: (warning) => warnings.push(warning) });
}

const pathsOf = ({ tracks }: { tracks: readonly { path: string }[] }) => tracks.map(({ path }) => path.slice(7, 9));

describe('Library.planSet', () => {
  it('takes words for tracks, and plans with vectors', async () => {
    await using library = await libraryOf(12);
    const planned = await library.planSet({ start: 'title 3', end: '/music/09.mp3', length: 5, exclude: ['artist 5'] });
    expect(planned.tracks).toHaveLength(5);
    expect(pathsOf(planned)).toEqual(expect.arrayContaining(['03', '09']));
    expect(pathsOf(planned)).not.toContain('05');
    expect(planned.options).toEqual({
      start: '/music/03.mp3',
      end: '/music/09.mp3',
      length: 5,
      exclude: ['/music/05.mp3'],
    });
    expect(planned.transitions.map(({ parts }) => parts[0].confidence)).toEqual([1, 1, 1, 1]);
    expect(planned.tracks[0]).toMatchObject({ artist: 'Artist 3' });
  });

  it('leaves out artists, tags, playlists and sets, but not the tracks that it names', async () => {
    const tagged = { artist: 'X', title: 'X', duration: 200, bpm: 121, key: '8A', tags: ['Late'] };
    await using library = await libraryOf(8, { '/music/x.mp3': tagged });
    await library.saveSet('played', { tracks: [{ path: '/music/02.mp3' }, { path: '/music/03.mp3' }] });
    const list = join(folder, 'list.m3u8');
    await writeFile(list, '/music/04.mp3\n/music/99.mp3\n');
    const exclude = ['tag:Late', 'set:played', list, 'artist:Artist 5'];
    const { tracks, options } = await library.planSet({ length: 9, seeds: ['title 3'], exclude });
    expect(pathsOf({ tracks }).toSorted()).toEqual(['00', '01', '03', '06', '07']);
    expect(options.exclude).toEqual(['/music/x.mp3', '/music/02.mp3', '/music/04.mp3', '/music/05.mp3']);
    expect(warnings.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/1 of the 2 tracks of ".*list/),
    );
    await expect(library.planSet({ seeds: ['title 3'], exclude: ['title 3'] })).rejects.toThrow(/name the same track/);
  });

  it('names closest tracks, impossible options and an empty library', async () => {
    await using library = await libraryOf(4);
    await expect(library.planSet({ seeds: ['Titel 2'] })).rejects.toThrow('Did you mean "Artist 2 - Title 2"');
    await expect(library.planSet({ seeds: 'title 2' as never })).rejects.toThrow(OptionError);
    await expect(library.planSet({ lenght: 3 } as never)).rejects.toThrow(/Unknown option "lenght"/);
    await expect(library.planSet({ signal: 3 } as never)).rejects.toThrow(OptionError);
    await expect(library.planSet({ weights: { ann: Number.NaN } })).rejects.toThrow(/weights\.ann/);
    await using empty = await openLibrary({ dataDir: join(folder, 'other') });
    await expect(empty.planSet()).rejects.toMatchObject({ code: 'not-found', remedies: [{ action: 'rescan' }] });
  });

  it('plans without vectors, and never chooses missing files', async () => {
    const gone = { artist: 'G', title: 'Gone', bpm: 120, key: '8A', missing: { since: '2026-01-01T00:00:00Z' } };
    const plain = Object.fromEntries([1, 2, 3].map((i) => [`/plain/${i}.mp3`, { bpm: 120, key: '8A' }]));
    await using library = await libraryOf(0, { '/gone.mp3': gone, ...plain });
    const { tracks, broken } = await library.planSet({ length: 4 });
    expect(tracks.map(({ path }) => path).sort()).toEqual(Object.keys(plain));
    expect(broken).toMatchObject([{ constraint: 'length', wanted: 4, found: 3 }]);
  });

  it('chooses only tracks that pass the filters, besides those that you name', async () => {
    await using library = await libraryOf(12);
    const planned = await library.planSet({ length: 4, seeds: ['title 0'], filters: { minDurationS: 209 } });
    expect(pathsOf(planned).toSorted()).toEqual(['00', '09', '10', '11']);
    const only = await library.planSet({ length: 9, filters: { only: ['/MUSIC/01.mp3', '/music/02.mp3'] } });
    expect(pathsOf(only).toSorted()).toEqual(['01', '02']);
    await expect(library.planSet({ filters: { minRating: 9 } })).rejects.toThrow(/filters\.minRating must be/);
    await expect(library.planSet({ filters: { newArtist: true } as never })).rejects.toThrow(/Unknown option/);
  });

  it('returns a set also when it is aborted at once', async () => {
    await using library = await libraryOf(6);
    const planned = await library.planSet({ length: 3, signal: AbortSignal.abort() });
    expect(planned).toMatchObject({ interrupted: true });
    expect(planned.tracks).toHaveLength(3);
  });
});

describe('Library.pathBetween', () => {
  it('leads from one track to another', async () => {
    await using library = await libraryOf(12);
    const { tracks } = await library.pathBetween('title 2', 'title 9');
    expect(tracks).toHaveLength(6);
    expect([tracks[0].path, tracks[5].path]).toEqual(['/music/02.mp3', '/music/09.mp3']);
    await expect(library.pathBetween('title 2', 'artist 2')).rejects.toThrow(/mean the same track/);
  });
});

describe('Library.recommendSequence', () => {
  it('lists the nearest to the mean of the seeds, without them and without filters', async () => {
    await using library = await libraryOf(10, { '/music/xx.mp3': { title: 'No vector' } });
    const { seeds, tracks, transitions } = await library.recommendSequence(['title 2', '/music/04.mp3', 'title 2'], {
      top: 3,
    });
    expect(pathsOf({ tracks: seeds })).toEqual(['02', '04']);
    expect(pathsOf({ tracks })[0]).toBe('03');
    expect(pathsOf({ tracks }).slice(1).sort()).toEqual(['01', '05']);
    expect(tracks.map(({ rank }) => rank)).toEqual([1, 2, 3]);
    expect(tracks.map(({ distance }) => distance)).toEqual(
      tracks.map(({ distance }) => distance).toSorted((a, b) => a - b),
    );
    expect(transitions).toBeUndefined();
    expect((await library.recommendSequence(['title 2'])).tracks).toHaveLength(9);
  });

  it('weighs each seed by the length of its stored vector', async () => {
    await using library = await libraryOf(9);
    const { embedding } = library.track('/music/01.mp3') as { embedding: string };
    const long = Float32Array.from({ length: 160 }, (_, k) => 9 * Math.sin(1 / 8 + k / 9));
    await writeFile(embedding, sealNpy(encodeNpy(long), embeddingFileName('/music/01.mp3')));
    const { tracks } = await library.recommendSequence(['/music/01.mp3', '/music/07.mp3'], { top: 3 });
    expect(pathsOf({ tracks }).sort()).toEqual(['00', '02', '03']);
  });

  it('warns about seeds that it cannot use, and fails if there is no other', async () => {
    await using library = await libraryOf(5, { '/music/xx.mp3': { title: 'No vector' } });
    const { seeds } = await library.recommendSequence(['nowhere', 'no vector', 'title 1']);
    expect(pathsOf({ tracks: seeds })).toEqual(['01']);
    expect(warnings.map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('No track matches "nowhere"'),
        '/music/xx.mp3 has no vector in the index.',
      ]),
    );
    await expect(library.recommendSequence(['nowhere', 'neither'])).rejects.toThrow(
      /No track matches "nowhere".*No track matches "neither"/,
    );
    await expect(library.recommendSequence(['no vector'])).rejects.toThrow(NotFoundError);
    await expect(library.recommendSequence([])).rejects.toThrow(OptionError);
    await expect(library.recommendSequence('title 1' as never)).rejects.toThrow(OptionError);
    await expect(library.recommendSequence(['title 1'], { top: 0 })).rejects.toThrow(/top must be/);
  });

  it('leaves out missing files, and orders the tracks after the last seed', async () => {
    const missing = { missing: { since: '2026-01-01T00:00:00Z' } };
    await using library = await libraryOf(10);
    await library.buildIndex();
    const meta = JSON.parse(await readFile(join(folder, 'meta.json'), 'utf8'));
    Object.assign(meta.tracks['/music/05.mp3'], missing);
    await writeFile(join(folder, 'meta.json'), JSON.stringify(meta));
    await using again = await open();
    const { tracks, transitions = [] } = await again.recommendSequence(['title 0', 'title 4'], { top: 6, order: true });
    expect(pathsOf({ tracks })).not.toContain('05');
    expect(transitions).toHaveLength(6);
    expect([transitions[0].from, transitions[0].to]).toEqual(['/music/04.mp3', tracks[0].path]);
    const plain = await again.recommendSequence(['title 0', 'title 4'], { top: 6 });
    expect(pathsOf({ tracks }).sort()).toEqual(pathsOf(plain).sort());
  });
});

describe('saved sets', () => {
  it('are saved from a plan, with locked places and options', async () => {
    await using library = await libraryOf(8);
    const planned = await library.planSet({ length: 4, locked: [{ place: 1, path: 'title 5' }] });
    await library.saveSet('gig', planned);
    const { tracks, mixes, plan, durationS } = await library.set('GIG');
    expect(tracks.map(({ path }) => path)).toEqual(planned.tracks.map(({ path }) => path));
    expect(tracks[1]).toMatchObject({
      path: '/music/05.mp3',
      artist: 'Artist 5',
      title: 'Title 5',
      durationS: 205,
      locked: true,
    });
    expect(plan).toEqual({ length: 4, locked: [{ place: 1, path: '/music/05.mp3' }] });
    for (const [i, { score }] of planned.transitions.entries())
      expect(mixes[i].transition?.score).toBeCloseTo(score, 6);
    expect(durationS).toBeCloseTo(planned.durationS);
    expect(await library.sets()).toMatchObject([{ name: 'gig', tracks: 4, notInLibrary: 0, durationS }]);
  });

  it('are edited, and show the stars of mixes', async () => {
    await using library = await libraryOf(8);
    await library.saveSet('gig', { tracks: await library.setTracks(['title 1', 'title 2']) });
    const [added] = await library.setTracks(['title 7']);
    await library.editSet('gig', (set) => rateMix(addTracks(set, [added], 1), 0, 5));
    const { mixes } = await library.set('gig');
    expect(mixes.map(({ stars }) => stars)).toEqual([5, undefined]);
    await expect(library.saveSet('gig', { tracks: [{}] } as never)).rejects.toThrow(/tracks must be a list/);
    await expect(library.setTracks(['nothing at all'])).rejects.toThrow(NotFoundError);
  });

  it('are rated again after a track or the weights change, and not before', async () => {
    const library = await libraryOf(4);
    await library.buildIndex();
    const tracks = ['/music/00.mp3', '/music/01.mp3', '/music/02.mp3'].map((path) => ({ path }));
    await library.saveSet('night', { tracks });
    const mixes = async () => (await library.set('night')).mixes.map(({ transition }) => transition);
    const [first, second] = await mixes();
    expect(first).toEqual(await library.mix('/music/00.mp3', '/music/01.mp3').then(({ transition }) => transition));
    const [again] = await mixes();
    expect(again).toBe(first);

    await library.edit('/music/00.mp3', { bpm: 90 });
    const [changed, other] = await mixes();
    expect(changed?.score).toBeLessThan(first!.score);
    expect(other).toEqual(second);
    await library.saveSet('night', { tracks, options: { weights: { tempo: 0 } } }, { overwrite: true });
    expect((await mixes())[0]?.score).toBeGreaterThan(changed!.score);
    await library.close();
  });

  it('keep tracks that the library forgot, and find those that moved', async () => {
    await using library = await libraryOf(8);
    const moved = { path: '/old disk/02.mp3', artist: 'Artist 2', title: 'Title 2', durationS: 202 };
    const forgotten = { path: '/old disk/xx.mp3', artist: 'Nobody', title: 'Lost' };
    await library.saveSet('gig', { tracks: [{ path: '/music/01.mp3' }, forgotten, moved, { path: '/music/03.mp3' }] });
    const { tracks, mixes } = await library.set('gig');
    expect(tracks[1]).toEqual(forgotten);
    expect(tracks[2]).toMatchObject({ ...moved, movedTo: '/music/02.mp3', track: { artist: 'Artist 2' } });
    expect(mixes.map(({ transition }) => transition !== undefined)).toEqual([false, false, true]);
    expect(await library.sets()).toMatchObject([{ notInLibrary: 1 }]);
    const { findings } = await library.check();
    expect(findings).toContainEqual({ kind: 'set-track-missing', count: 1, paths: [forgotten.path], detail: 'gig' });
    const { set: filled } = await library.fillSet('gig', 6);
    expect(filled.tracks).toHaveLength(6);
    expect(filled.tracks[1]).toEqual(forgotten);
    const kept = pathsOf(filled).filter((name) => ['01', '02', '03'].includes(name));
    expect(kept).toEqual(['01', '02', '03']);
  });

  it('survive values of odd types in their files', async () => {
    await using library = await libraryOf(2);
    const tracks = [
      { path: '/music/00.mp3', artist: 7, title: { x: 1 }, durationS: 'long', locked: 'yes', rating: 'five', note: 3 },
      { path: '/nowhere/b.mp3', title: 1999, durationS: Number.MAX_VALUE },
    ];
    await library.saveSet('gig', { tracks: [{ path: '/music/01.mp3' }] });
    const [{ file }] = await library.sets();
    await writeFile(file, JSON.stringify({ version: 1, name: 'gig', tracks, plan: { weights: { ann: 'much' } } }));
    expect(await library.set('gig')).toMatchObject({ tracks: [{ track: { title: 'Title 0' } }, {}], changed: '' });
    expect(warnings.at(-1)?.message).toMatch(/^The set "gig" has invalid weights/);
    expect((await library.set('gig')).tracks[1]).toEqual({ path: '/nowhere/b.mp3', durationS: Number.MAX_VALUE });
    expect(placeOf(await library.set('gig'), 'b')).toBe(1);
    // 0 is no number of a track, though paths contain it
    for (const number of ['0', '00', '3']) {
      expect(() =>
        placeOf({ name: 'gig', tracks: [{ path: '/music/0.mp3' }, { path: '/music/3.mp3' }] }, number),
      ).toThrow(NotFoundError);
    }
    await library.editSet('gig', (set) => lockTracks(set, [1], true));
    expect(JSON.parse(await readFile(file, 'utf8')).tracks).toEqual([tracks[0], { ...tracks[1], locked: true }]);
    const plan = { exclude: 'none', start: 5, end: {}, filters: {}, energyCurve: 'steady' };
    await writeFile(file, JSON.stringify({ version: 1, name: 'gig', tracks, plan }));
    expect((await library.orderSet('gig')).set.tracks).toHaveLength(2);
  });

  it('are filled and ordered around locked tracks, with the options of their plan', async () => {
    await using library = await libraryOf(12);
    const planned = await library.planSet({ length: 5, start: 'title 0', exclude: ['title 6'], artistSpacing: 1 });
    await library.saveSet('gig', planned);
    const lockedPath = planned.tracks[2].path;
    await library.editSet('gig', (set) => lockTracks(set, [2], true));
    const { set: filled } = await library.fillSet('gig', 9);
    expect(filled.tracks).toHaveLength(9);
    expect([filled.tracks[0].path, filled.tracks[2].path]).toEqual(['/music/00.mp3', lockedPath]);
    expect(pathsOf(filled)).not.toContain('06');
    const inOrder = pathsOf(filled).filter((name) => pathsOf(planned).includes(name));
    expect(inOrder).toEqual(pathsOf(planned));
    const { set: ordered } = await library.orderSet('gig', { weights: { ann: 1 } });
    expect(pathsOf(ordered).toSorted()).toEqual(pathsOf(filled).toSorted());
    expect(ordered.tracks[2]).toMatchObject({ path: lockedPath, locked: true });
    expect(ordered.plan).toMatchObject({ artistSpacing: 1, weights: { ann: 1 } });
    await expect(library.fillSet('gig', 3)).rejects.toThrow(/length 3 is less than the 9 tracks/);
    expect(await library.fillSet('gig', 40)).toMatchObject({
      broken: [{ constraint: 'length', wanted: 40, found: 11 }],
    });
    await library.undoSet('gig');
    const [first] = filled.tracks;
    await library.editSet('gig', (set) => addTracks(set, [first], 4, { allowRepeats: true }));
    const { set: repeated } = await library.orderSet('gig');
    expect(repeated.tracks).toHaveLength(10);
    expect([repeated.tracks[4].path, repeated.tracks[2].path]).toEqual([first.path, lockedPath]);
    expect(() => placeOf(repeated, first.path)).toThrow(/matches several tracks of the set: .*Give a number/);
    expect((await library.fillSet('gig', 11)).set.tracks).toHaveLength(11);
  });

  it('keep the rules, weights and filters of their plan that new options do not replace', async () => {
    await using library = await libraryOf(12, { '/music/x.mp3': { artist: 'X', title: 'X', tags: ['Late'] } });
    const transitionRules = { maxPitchPct: 4, keysMustMix: true };
    const plan = { length: 3, transitionRules, weights: { ann: 1, key: 0.5 }, filters: { notTags: ['Late'] } };
    await library.saveSet('gig', await library.planSet(plan));
    const { set } = await library.fillSet('gig', 5, {
      transitionRules: { keysMustMix: false },
      weights: { key: 0 },
      filters: { minDurationS: 201 },
      exclude: ['artist:Artist 1', 'title 2'],
    });
    expect(set.plan).toMatchObject({
      transitionRules: { maxPitchPct: 4, keysMustMix: false },
      weights: { ann: 1, key: 0 },
      filters: { notTags: ['Late'], minDurationS: 201 },
      exclude: ['/music/01.mp3', '/music/02.mp3'],
    });
  });

  it('follow files that a repair finds', async () => {
    const [here, there] = ['here', 'there'].map((name) => join(folder, 'music', name, 'a.mp3'));
    await mkdir(join(folder, 'music', 'here'), { recursive: true });
    await writeFile(here, Buffer.alloc(5000, 7));
    await using library = await libraryOf(0, { [here]: { title: 'A', sig_bpmkey: await fileSignature(here) } });
    await library.saveSet('gig', { tracks: [{ path: here }, { path: '/music/x.mp3' }] });
    await rename(join(folder, 'music', 'here'), join(folder, 'music', 'there'));
    expect(await library.repair([join(folder, 'music')])).toMatchObject({ applied: false, sets: ['gig'] });
    expect((await library.set('gig')).tracks[0].path).toBe(here);
    expect(await library.repair([join(folder, 'music')], { apply: true })).toMatchObject({ sets: ['gig'] });
    expect((await library.set('gig')).tracks).toMatchObject([
      { path: there, track: { title: 'A' } },
      { path: '/music/x.mp3' },
    ]);
  });
});
