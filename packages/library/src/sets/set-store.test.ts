import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FileFormatError, NotFoundError, OptionError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { resolveDataFolder } from '../files/data-folder.ts';
import { setFileName } from './set-names.ts';
import { SetStore } from './set-store.ts';

let root: string;
let store: SetStore;
beforeEach(async () => {
  root = await temporaryFolder('sets');
  store = new SetStore(resolveDataFolder({ dataDir: root }));
});

const A = { path: '/music/a.mp3' };
const B = { path: '/music/b.mp3' };
const file = (name: string) => join(root, 'sets', name);

describe('SetStore', () => {
  it('saves, reads and lists sets by name, in any case and Unicode form', async () => {
    await store.save('Üb 10', { tracks: [A, B], plan: { length: 2 } });
    await store.save('Üb 9', { tracks: [] });
    expect(await store.read('u\u0308B 10')).toMatchObject({
      version: 1,
      name: 'Üb 10',
      tracks: [A, B],
      plan: { length: 2 },
    });
    expect((await store.list()).map(({ name }) => name)).toEqual(['Üb 9', 'Üb 10']);
    expect((await readdir(join(root, 'sets'))).sort()).toEqual(['Üb 10.json', 'Üb 9.json']);
  });

  it('never replaces a set unless told to, and keeps the version before', async () => {
    await store.save('gig', { tracks: [A] });
    await expect(store.save('GIG', { tracks: [B] })).rejects.toMatchObject({
      message: 'There is already a set "GIG".',
      remedies: [{ action: 'overwrite' }],
    });
    await store.save('GIG', { tracks: [B] }, { overwrite: true });
    expect(await store.read('gig')).toMatchObject({ name: 'gig', tracks: [B] });
    expect(JSON.parse(await readFile(file('gig.json.bak'), 'utf8'))).toMatchObject({ tracks: [A] });
  });

  it('keeps keys that it does not know', async () => {
    await mkdir(join(root, 'sets'));
    const stored = { version: 1, name: 'gig', colour: 'red', tracks: [{ ...A, mood: 3 }] };
    await writeFile(file('gig.json'), `\uFEFF${JSON.stringify(stored)}`);
    await store.edit('gig', (set) => ({ ...set, tracks: [...set.tracks, B] }));
    expect(JSON.parse(await readFile(file('gig.json'), 'utf8'))).toMatchObject({
      ...stored,
      tracks: [{ ...A, mood: 3 }, B],
    });
  });

  it('brings the version before the last change back, and undoes that too', async () => {
    await store.save('gig', { tracks: [A] });
    await store.edit('gig', (set) => ({ ...set, tracks: [B] }));
    expect(await store.undo('gig')).toMatchObject({ tracks: [A] });
    expect(await store.read('gig')).toMatchObject({ tracks: [A] });
    expect(await store.undo('gig')).toMatchObject({ tracks: [B] });
    await store.remove('gig');
    await expect(store.read('gig')).rejects.toMatchObject({ remedies: [{ action: 'undo-set', name: 'gig' }] });
    expect(await store.undo('gig')).toMatchObject({ tracks: [B] });
    expect((await readdir(join(root, 'sets'))).sort()).toEqual(['gig.json']);
  });

  it('finishes an undo that a crash stopped', async () => {
    await store.save('gig', { tracks: [A] });
    await store.edit('gig', (set) => ({ ...set, tracks: [B] }));
    await rename(file('gig.json'), file('gig.json.undo'));
    await rename(file('gig.json.bak'), file('gig.json'));
    expect(await store.undo('gig')).toMatchObject({ tracks: [B] });
  });

  it('puts a removed set in the trash when another one takes its name', async () => {
    await store.save('gig', { tracks: [A] });
    await store.remove('gig');
    await store.save('gig', { tracks: [B] });
    const [batch] = await readdir(join(root, 'trash'));
    const trashed = await readFile(join(root, 'trash', batch, 'sets', 'gig.json.bak'), 'utf8');
    expect(JSON.parse(trashed)).toMatchObject({ tracks: [A] });
  });

  it('renames a set with its earlier version, also to another case, but not over another set', async () => {
    await store.save('gig', { tracks: [A] });
    await store.edit('gig', (set) => ({ ...set, tracks: [B] }));
    await store.save('other', { tracks: [] });
    await expect(store.rename('gig', 'OTHER')).rejects.toThrow('There is already a set "OTHER".');
    await store.rename('gig', 'Gig');
    expect((await store.list()).map(({ name }) => name)).toEqual(['Gig', 'other']);
    await store.rename('gig', 'a/b');
    expect(await store.read('A/B')).toMatchObject({ name: 'a/b', tracks: [B] });
    expect(await store.undo('a/b')).toMatchObject({ tracks: [A] });
  });

  it.each([
    ['an empty file', '', /is damaged: the file is empty/],
    ['half a file', '{"version":1,"name":"gig","tra', /is damaged: it is not JSON/],
    ['another kind of file', '[]', /is damaged: it is not a JSON object/],
    ['a set without tracks', '{"version":1,"name":"gig"}', /it has no list of tracks/],
    ['a track without a path', '{"version":1,"name":"gig","tracks":[{"path":"/a"},{"path":7}]}', /track 2 has no path/],
    ['a later version', '{"version":2,"name":"gig","tracks":[]}', /has version 2.*Update rbassist/],
  ])('refuses to use or change %s', async (_, text, message) => {
    await mkdir(join(root, 'sets'));
    await writeFile(file('gig.json'), text);
    for (const use of [
      () => store.read('gig'),
      () => store.edit('gig', (set) => ({ ...set, tracks: [] })),
      () => store.save('gig', { tracks: [] }, { overwrite: true }),
      () => store.rename('gig', 'other'),
    ]) {
      await expect(use()).rejects.toThrow(FileFormatError);
      await expect(use()).rejects.toThrow(message);
    }
    expect(await readFile(file('gig.json'), 'utf8')).toBe(text);
    expect(await store.list()).toMatchObject([{ name: 'gig', problem: { message: expect.stringMatching(message) } }]);
  });

  it('restores a damaged set from the version before', async () => {
    await store.save('a:b', { tracks: [A] });
    await store.edit('a:b', (set) => ({ ...set, tracks: [B] }));
    const name = setFileName('a:b');
    await writeFile(file(name), 'x');
    const error = await store.read('a:b').catch((thrown: FileFormatError) => thrown);
    const [remedy] = (error as FileFormatError).remedies;
    expect(remedy).toMatchObject({ action: 'undo-set' });
    expect(await store.undo((remedy as { name: string }).name)).toMatchObject({ name: 'a:b', tracks: [A] });
    expect(await readFile(file(`${name}.bak`), 'utf8')).toBe('x');
  });

  it('names the saved sets if there is none of that name', async () => {
    await expect(store.read('gig')).rejects.toThrow('There is no set "gig". No sets are saved.');
    await store.save('one', { tracks: [] });
    const reading = store.read('gig');
    await expect(reading).rejects.toThrow(NotFoundError);
    await expect(reading).rejects.toThrow('Saved sets: one.');
    await expect(store.undo('one')).rejects.toThrow('There is no earlier version of the set "one".');
  });

  it('keeps the file if an edit throws or changes nothing', async () => {
    await store.save('gig', { tracks: [A] });
    const before = await readFile(file('gig.json'), 'utf8');
    const failing = store.edit('gig', () => {
      throw new OptionError('no');
    });
    await expect(failing).rejects.toThrow('no');
    await store.edit('gig', (set) => set);
    expect(await readFile(file('gig.json'), 'utf8')).toBe(before);
    expect(await readdir(join(root, 'sets'))).toEqual(['gig.json']);
  });

  it('loses no change of two writers at once', async () => {
    await store.save('gig', { tracks: [] });
    const other = new SetStore(resolveDataFolder({ dataDir: root }));
    const edits = Array.from({ length: 10 }, (_, i) =>
      (i % 2 ? store : other).edit('gig', (set) => ({ ...set, tracks: [...set.tracks, { path: `/music/${i}.mp3` }] })),
    );
    await Promise.all(edits);
    expect((await store.read('gig')).tracks).toHaveLength(10);
  });

  it('follows moved files, and keeps ratings of mixes', async () => {
    await store.save('gig', { tracks: [{ ...A, rating: 4, ratedNext: B.path }, B] });
    await store.save('other', { tracks: [A] });
    const moves = new Map([[B.path, '/new/b.mp3']]);
    expect(await store.followMoves(moves, { apply: false })).toEqual(['gig']);
    expect((await store.read('gig')).tracks[1]).toEqual(B);
    expect(await store.followMoves(moves, { apply: true })).toEqual(['gig']);
    expect((await store.read('gig')).tracks).toEqual([
      { ...A, rating: 4, ratedNext: '/new/b.mp3' },
      { path: '/new/b.mp3' },
    ]);
  });

  it('explains a file in place of the folder, and a folder in place of a set', async () => {
    await writeFile(join(root, 'sets'), '');
    await expect(store.save('gig', { tracks: [] })).rejects.toMatchObject({ code: 'data-folder' });
    await rm(join(root, 'sets'));
    await mkdir(file('gig.json'), { recursive: true });
    await expect(store.read('gig')).rejects.toThrow(/it is a folder, not a file/);
    expect(await store.list()).toMatchObject([{ name: 'gig', problem: { code: 'data-folder' } }]);
  });
});

describe('setFileName', () => {
  it.each([
    ['Friday night', 'Friday night.json'],
    ['日本 🎧', '日本 🎧.json'],
    ['a/b\\c', /^a_b_c-[\da-f]{8}\.json$/],
    ['..', /^__-[\da-f]{8}\.json$/],
    ['.hidden', /^_hidden-[\da-f]{8}\.json$/],
    ['ends with a dot.', /^ends with a dot_-[\da-f]{8}\.json$/],
    ['CON', /^_CON-[\da-f]{8}\.json$/],
    ['nul.txt', /^_nul\.txt-[\da-f]{8}\.json$/],
    ['line\nbreak', /^line_break-[\da-f]{8}\.json$/],
    ['é'.repeat(300), /^é+-[\da-f]{8}\.json$/],
  ])('returns a name that every system allows for %j', (name, expected) => {
    const fileName = setFileName(name);
    if (typeof expected === 'string') expect(fileName).toBe(expected);
    else expect(fileName).toMatch(expected);
    expect(Buffer.byteLength(`${fileName}.bak`)).toBeLessThanOrEqual(255);
  });

  it('gives two names two files', () => {
    const names = ['a/b', 'a\\b', 'a:b', 'a_b', 'CON', '_CON', 'x.', 'x_', 'é'.repeat(300), 'é'.repeat(301)];
    expect(new Set(names.map(setFileName)).size).toBe(names.length);
  });

  it('refuses blank names', async () => {
    await expect(store.save(' \t', { tracks: [] })).rejects.toThrow('The name of the set is blank.');
    await expect(store.save(7 as never, { tracks: [] })).rejects.toThrow(OptionError);
  });
});
