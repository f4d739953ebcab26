import { copyFile, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Library, openLibrary, type ScanOptions } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { editRecords, scanIn, storedRecords } from './support/library.ts';
import { writeSounds } from './support/music.ts';
import { rbassist } from './support/rbassist.ts';

const WIDE = { top: 50, tempoPct: 1000, camelotNeighbors: false };
const NAMES = ['a/1', 'a/2', 'b/1', 'b/2', 'b/c/1', 'd/1'];

let sounds: string[];
beforeAll(async () => {
  sounds = await writeSounds(await temporaryFolder('sounds'), 1, NAMES.length);
});

let root: string;
let music: string;
let dataDir: string;
let library: Library;
const at = (name: string) => join(music, `${name}.wav`);

/** A library with several folders of music. */
beforeEach(async () => {
  root = await temporaryFolder('deleted');
  music = join(root, 'Müsik');
  dataDir = join(root, 'data');
  for (const [i, name] of NAMES.entries()) {
    await mkdir(dirname(at(name)), { recursive: true });
    await copyFile(sounds[i], at(name));
  }
  library = await openLibrary({ dataDir });
  await scan();
});
afterEach(() => library.close());

const scan = (paths = [music], options: ScanOptions = {}) => scanIn(library, paths, { workers: 1, ...options });
const marked = () => [...library.tracks()].filter(([, { missing }]) => missing).map(([path]) => path);
const recommended = async () => (await library.recommend(at('d/1'), WIDE)).recommendations.map(({ path }) => path);
const put = (name: string) => rename(at(name), `${at(name)}.away`);
const back = (name: string) => rename(`${at(name)}.away`, at(name));

describe('a deleted track', () => {
  it('is reported by the next scan of its folder, kept, and not counted as music', async () => {
    await put('a/1');
    expect(await scan()).toMatchObject({ missing: 1, added: 0, unchanged: 5, failed: 0 });
    expect(marked()).toEqual([at('a/1')]);
    expect(await recommended()).toHaveLength(4);
    expect(await recommended()).not.toContain(at('a/1'));
    await expect(library.recommend(at('a/1'), WIDE)).rejects.toMatchObject({
      message: expect.stringContaining('did not find'),
      remedies: [{ action: 'connect-drive', path: at('a/1') }, { action: 'repair' }],
    });
    expect(await library.stats()).toMatchObject({ tracks: 5, missing: 1, embedded: { 'blend-v1/360': 5 } });
    expect(await library.findDuplicates({ mode: 'exact' })).toMatchObject({ compared: 5, problems: [] });
    const { findings } = await library.check();
    expect(findings.map(({ kind, paths }) => [kind, ...paths])).toEqual([['file-missing', at('a/1')]]);
    // a second scan reports it again, but keeps the time of the first report
    const before = (await storedRecords(dataDir))[at('a/1')];
    expect(await scan()).toMatchObject({ missing: 1 });
    expect((await storedRecords(dataDir))[at('a/1')]).toEqual(before);
  });

  it('loses its mark when the file is back, without a new analysis', async () => {
    await editRecords(dataDir, (tracks) => {
      tracks[at('a/1')].mytags = ['Peak'];
      tracks[at('a/1')].of_another_program = { kept: true };
    });
    const before = (await storedRecords(dataDir))[at('a/1')];
    await put('a/1');
    await scan();
    await back('a/1');
    expect(await scan()).toMatchObject({ missing: 0, added: 0, unchanged: 6 });
    expect((await storedRecords(dataDir))[at('a/1')]).toEqual(before);
    expect(await recommended()).toContain(at('a/1'));
    expect((await library.check()).findings).toEqual([]);
  });

  it('is marked if its whole folder is deleted, and found by a repair of the new folder', async () => {
    await rename(join(music, 'b'), join(music, 'a', 'b'));
    expect(await scan()).toMatchObject({ missing: 3, added: 3 });
    expect(marked()).toEqual([at('b/1'), at('b/2'), at('b/c/1')]);
    await library.repair([], { apply: true });
    expect(marked()).toEqual([]);
    expect([...library.tracks()].map(([path]) => path).sort()).toEqual(
      ['a/1', 'a/2', 'a/b/1', 'a/b/2', 'a/b/c/1', 'd/1'].map(at).sort(),
    );
  });

  it('is marked if it was moved and repair finds it before a scan', async () => {
    await rename(join(music, 'b'), join(music, 'a', 'b'));
    await scan([join(music, 'd'), join(music, 'b', '..')], { limit: 1 });
    expect(marked()).toEqual([]);
    await scan([join(music, 'a')]);
    await library.repair([], { apply: true });
    expect(library.size).toBe(6);
    expect(await scan()).toMatchObject({ missing: 0, added: 0 });
  });

  it('is removed by prune, not before', async () => {
    await put('a/1');
    await scan();
    expect(library.size).toBe(6);
    await library.prune({ apply: true });
    expect(library.size).toBe(5);
    expect(await scan()).toMatchObject({ missing: 0 });
  });

  it('is marked if it disappears after the scan has listed it, and keeps its values', async () => {
    await editRecords(dataDir, (tracks) => {
      delete tracks[at('a/1')].embedding;
    });
    const before = (await storedRecords(dataDir))[at('a/1')];
    const events = library.scan([music], { analyze: false, workers: 1 });
    for (let step = await events.next(); !step.done; step = await events.next()) {
      if (step.value.type === 'plan') await put('a/1');
    }
    expect(marked()).toEqual([at('a/1')]);
    const { missing, ...after } = (await storedRecords(dataDir))[at('a/1')];
    expect(after).toEqual(before);
  });

  it('is named if it was scanned by name', async () => {
    await put('a/1');
    expect(await scan([at('a/1')])).toMatchObject({ missing: 1, failures: { missing: 1 } });
    expect(marked()).toEqual([at('a/1')]);
  });
});

describe('no track is marked', () => {
  it('outside the scanned folders', async () => {
    await put('a/1');
    await put('b/1');
    await put('d/1');
    await scan([join(music, 'b'), at('d/1')]);
    expect(marked()).toEqual([at('b/1'), at('d/1')]);
  });

  it.each([
    ['the folder of all music', () => rename(music, `${music} away`)],
    ['a folder that was named', () => rename(join(music, 'b'), join(root, 'b'))],
  ])('if %s is missing', async (_, remove) => {
    await remove();
    expect(await scan([music, join(music, 'b')].slice(_.startsWith('a ') ? 1 : 0))).toMatchObject({ missing: 0 });
    expect(marked()).toEqual([]);
  });

  it('if a drive was unmounted and left an empty folder', async () => {
    await rename(music, `${music} away`);
    await mkdir(music);
    expect(await scan()).toMatchObject({ missing: 0, found: 0 });
    expect(marked()).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('behind a link to a missing drive', async () => {
    const drive = await mkdtemp(join(root, 'drive'));
    await copyFile(sounds[0], join(drive, 'x.wav'));
    await symlink(drive, join(music, 'usb'));
    expect(await scan()).toMatchObject({ added: 1 });
    await rm(drive, { recursive: true });
    expect(await scan()).toMatchObject({ missing: 0 });
    // the link itself was removed: that is a deleted folder
    await rm(join(music, 'usb'));
    expect(await scan()).toMatchObject({ missing: 1 });
    expect(marked()).toEqual([join(music, 'usb', 'x.wav')]);
  });

  it('by a scan that was interrupted or limited', async () => {
    await put('a/1');
    await writeFile(at('new'), '');
    const stop = new AbortController();
    const events = library.scan([music], { analyze: false, workers: 1, signal: stop.signal });
    for (let step = await events.next(); !step.done; step = await events.next()) stop.abort();
    await scan([music], { limit: 1, resume: false });
    expect(marked()).toEqual([]);
  });
});

it('the command counts and names them, and prints the count as JSON', async () => {
  await put('a/1');
  await put('b/c/1');
  const words = ['scan', music, '--data-dir', dataDir, '--no-analyze'];
  const { code, stdout, stderr } = await rbassist(...words, '--verbose');
  expect(code).toBe(0);
  expect(stdout).toContain('2 tracks are missing from these folders and no longer recommended.');
  expect(stdout).toContain(`\`rbassist library prune --data-dir`);
  expect(stderr).toContain(`gone: ${at('a/1')}`);
  const lines = (await rbassist(...words, '--json')).stdout.trim().split('\n');
  const events = lines.map((line) => JSON.parse(line));
  expect(events.filter(({ type }) => type === 'missing').map(({ path }) => path)).toEqual([at('a/1'), at('b/c/1')]);
  expect(events.at(-1)).toMatchObject({ type: 'summary', missing: 2 });
  const stats = await rbassist('stats', '--data-dir', dataDir);
  expect(stats.stdout).toMatch(/Tracks {4}4, .*\nMissing {3}2,/);
});
