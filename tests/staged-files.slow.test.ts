import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { editRecords, knownRecords, scanLibrary, withLibrary } from './support/library.ts';
import { writeSounds } from './support/music.ts';
import { rbassist } from './support/rbassist.ts';
import { contents, STAGING_LOG } from './support/staging.ts';

/** A library with two tracks and a copy of each. */
interface TwinLibrary {
  root: string;
  music: string;
  dataDir: string;
  /** Originals and copies that dup-stage moves, by file name. */
  copies: Record<string, string>;
}

async function twinLibrary({ scanned = false } = {}): Promise<TwinLibrary> {
  const root = await temporaryFolder('staged-files');
  const music = join(root, 'music');
  const again = join(music, 'again');
  await mkdir(again, { recursive: true });
  const copies: TwinLibrary['copies'] = {};
  for (const path of await writeSounds(music, 3, 2)) {
    const copy = join(again, basename(path));
    await writeFile(copy, await readFile(path));
    copies[basename(path)] = copy;
  }
  const dataDir = join(root, 'data');
  if (scanned) await scanLibrary(dataDir, [music]);
  else {
    const paths = Object.entries(copies).flatMap(([name, copy]) => [join(music, name), copy]);
    await editRecords(dataDir, (tracks) => Object.assign(tracks, Object.fromEntries(paths.map((path) => [path, {}]))));
  }
  return { root, music, dataDir, copies };
}

let library: TwinLibrary;
let staged: string;
let log: string;
async function use(options?: { scanned: boolean }): Promise<void> {
  library = await twinLibrary(options);
  staged = join(library.dataDir, 'dup_stage');
  log = join(staged, STAGING_LOG);
}
beforeEach(() => use());

const command = (...words: string[]) => rbassist(...words, '--data-dir', library.dataDir);
const stage = (...words: string[]) => command('dup-stage', '--exact', '--move', ...words);
const indexed = () => withLibrary(library.dataDir, async (opened) => (await opened.stats()).index?.tracks);
const findings = () =>
  withLibrary(library.dataDir, async (opened) => {
    const found = (await opened.check()).findings;
    return Object.fromEntries(found.map(({ kind, paths }) => [kind, paths]));
  });
const marked = async () => Object.values(await knownRecords(library.dataDir)).filter(({ staged: mark }) => mark).length;

describe('a staged track that was put back by hand', () => {
  beforeEach(async () => {
    await use({ scanned: true });
    await stage();
    expect(await indexed()).toBe(2);
    for (const [name, path] of Object.entries(library.copies)) await rename(join(staged, name), path);
    await rm(staged, { recursive: true });
  });

  it('is reported, and is a track again after a scan', async () => {
    expect(await findings()).toMatchObject({ 'staged-back': Object.values(library.copies) });
    expect(await scanLibrary(library.dataDir, [library.music])).toMatchObject({ unchanged: 4 });
    expect(await findings()).toEqual({});
    expect([await marked(), await indexed()]).toEqual([0, 4]);
  });

  it('is a track again after a repair', async () => {
    expect((await command('library', 'repair')).stdout).toContain('2 tracks would no longer be marked');
    expect(await marked()).toBe(2);
    await command('library', 'repair', '--apply');
    expect(await findings()).toEqual({});
    expect([await marked(), await indexed()]).toEqual([0, 4]);
  });
});

describe('a staged track whose file is missing', () => {
  it('is reported and not counted as music, and prune removes it', async () => {
    await use({ scanned: true });
    await stage();
    const counts = () => withLibrary(library.dataDir, (opened) => opened.stats());
    expect(await counts()).toMatchObject({ tracks: 2, staged: 2, stagedGone: 0, embedded: { 'blend-v1/360': 2 } });
    expect(await findings()).toEqual({});
    await rm(staged, { recursive: true });
    expect(await counts()).toMatchObject({ tracks: 2, staged: 0, stagedGone: 2 });
    expect(await findings()).toEqual({ 'staged-gone': Object.values(library.copies) });
    const pruned = await command('library', 'prune', '--apply', '--json');
    expect(JSON.parse(pruned.stdout).forgotten).toEqual(Object.values(library.copies));
    expect(await findings()).toEqual({});
  });

  it('is found by repair at its new place', async () => {
    await use({ scanned: true });
    await stage();
    const moved = join(library.music, 'elsewhere', '0.wav');
    await mkdir(join(library.music, 'elsewhere'));
    await rename(join(staged, '0.wav'), moved);
    const repaired = await command('library', 'repair', '--apply', '--json', library.music);
    expect(JSON.parse(repaired.stdout).moved).toMatchObject([{ from: library.copies['0.wav'], to: moved }]);
    const records = await knownRecords(library.dataDir);
    expect(records[moved]).toMatchObject({ embedding: expect.anything() });
    expect(records[moved]).not.toHaveProperty('staged');
    expect(records).not.toHaveProperty([library.copies['0.wav']]);
    expect(await indexed()).toBe(3);
  });
});

describe('a staging folder of two libraries', () => {
  it('gives each library its own files back', async () => {
    const other = await twinLibrary();
    const dest = join(library.root, 'shared');
    const before = [await contents(library.music), await contents(other.music)];
    const of = (dataDir: string, ...words: string[]) => rbassist(...words, '--dest', dest, '--data-dir', dataDir);
    for (const { dataDir } of [library, other]) await of(dataDir, 'dup-stage', '--exact', '--move');
    // the existing copy belongs to another library
    expect((await of(library.dataDir, 'dup-stage', '--exact')).stdout).toContain('Staged 0 files');
    const first = await of(library.dataDir, 'dup-unstage');
    expect(first).toMatchObject({ code: 0, stdout: `Put back 2 files from ${dest}\n` });
    expect(first.stderr).toContain(`2 files of the library in ${other.dataDir} stay.`);
    expect(await contents(library.music)).toEqual(before[0]);
    expect(await readdir(join(other.music, 'again'))).toEqual([]);
    expect((await readdir(dest)).sort()).toEqual(['0_1.wav', '1_1.wav', STAGING_LOG].sort());
    expect(await of(other.dataDir, 'dup-unstage')).toMatchObject({ code: 0 });
    expect(await contents(other.music)).toEqual(before[1]);
    expect(existsSync(dest)).toBe(false);
    for (const { dataDir } of [library, other]) {
      expect(Object.values(await knownRecords(dataDir)).some((record) => record.staged)).toBe(false);
    }
  });
});

describe('a damaged staging log', () => {
  beforeEach(async () => {
    await stage();
  });
  const damage = async (change: (lines: string[]) => string[]) => {
    const lines = (await readFile(log, 'utf8')).trimEnd().split('\n');
    await writeFile(
      log,
      change(lines)
        .map((line) => `${line}\n`)
        .join(''),
    );
  };
  const withoutChecksums = (lines: string[]) =>
    lines.map((line) => line.replace(/"crc":"\w+",/, '').replace(/"library":"[^"]*",/, ''));

  it('that was cut short is reported with the remaining files, and stays', async () => {
    await damage(([first]) => [first]);
    const ran = await command('dup-unstage');
    expect(ran).toMatchObject({ code: 1, stdout: `Put back 1 file from ${staged}\n` });
    expect(ran.stderr).toContain(`${library.copies['1.wav']} is staged as ${join(staged, '1.wav')}`);
    expect(await readdir(staged)).toEqual(['1.wav', STAGING_LOG]);
    await rm(log);
    expect(await command('dup-unstage')).toMatchObject({ code: 1, stderr: expect.stringContaining('is staged as') });
  });

  it('with a flipped bit is refused for that line, and other files are put back', async () => {
    await damage(([first, second]) => [first.replace('/music/', '/mtsic/'), second]);
    const ran = await command('dup-unstage');
    expect(ran).toMatchObject({ code: 1, stderr: expect.stringContaining('Line 1') });
    expect(existsSync(library.copies['1.wav'])).toBe(true);
    expect(await readdir(library.root)).not.toContain('mtsic');
    expect(await readdir(staged)).toEqual(['0.wav', STAGING_LOG]);
  });

  it.each([
    ['an undone line that is not sealed', (lines: string[]) => [...lines, '{"undone":1}']],
    [
      'a line without a checksum behind one with',
      ([first, second]: string[]) => [second, ...withoutChecksums([first])],
    ],
  ])('refuses %s', async (_, change) => {
    await damage(change);
    expect(await command('dup-unstage')).toMatchObject({ code: 1 });
    expect(existsSync(log)).toBe(true);
  });

  it('of an earlier version has no checksums, and is accepted', async () => {
    await damage(withoutChecksums);
    expect(await command('dup-unstage')).toMatchObject({ code: 0, stdout: `Put back 2 files from ${staged}\n` });
    expect(existsSync(staged)).toBe(false);
    expect(await marked()).toBe(0);
  });

  it.each([
    ['relative', (line: string) => line.replace(/"from":"[^"]*"/, '"from":"rel/x.wav"')],
    ['not as it was stored', (line: string) => line.replace('/again/', '/again/../../')],
    ["not the record's", (line: string) => line.replace('/music/', '/mtsic/')],
  ])('of an earlier version is refused if a path is %s', async (_, change) => {
    await damage((lines) => withoutChecksums(lines).map((line, i) => (i === 0 ? change(line) : line)));
    expect(await command('dup-unstage')).toMatchObject({ code: 1, stdout: `Put back 1 file from ${staged}\n` });
    expect((await readdir(library.root)).sort()).toEqual(['data', 'music']);
    expect(await readdir(staged)).toEqual(['0.wav', STAGING_LOG]);
  });
});

describe("a folder that can't be a staging folder", () => {
  it.each([
    ['the music folder', 'music'],
    ['a folder above it', '.'],
    ['a folder in it with tracks', 'music/again'],
    ['the music folder, spelled otherwise', 'music/again/..'],
    ['a link to the music folder', 'link'],
    ['a new folder behind such a link, with tracks', 'link/again'],
    ['the data folder', 'data'],
    ['the vectors', 'data/embeddings'],
    ['a folder in the index', 'data/index/new'],
    ['the root of the disk', '/'],
  ])('is %s', async (_, place) => {
    await symlink('music', join(library.root, 'link'), 'dir');
    const before = await contents(library.root);
    const ran = await stage('--dest', place === '/' ? place : `${library.root}/${place}`);
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining('cannot be a staging folder') });
    expect(await contents(library.root)).toEqual(before);
  });

  it.each(['music', 'music/again'])('is one of the paths to compare, or above one: %s', async (place) => {
    const paths = [join(library.music, 'again'), join(library.music, '0.wav')];
    const ran = await rbassist(
      'dup-stage',
      '--exact',
      '--move',
      '--dest',
      join(library.root, place),
      ...paths,
      '--data-dir',
      join(library.root, 'new'),
    );
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining('holds music to compare') });
  });

  it('is not an empty folder inside the music, or a new one in the data folder', async () => {
    for (const dest of [join(library.music, 'staged'), join(library.dataDir, 'aside')]) {
      expect(await stage('--dest', dest)).toMatchObject({ code: 0 });
      expect(await command('dup-unstage', '--dest', dest)).toMatchObject({ code: 0 });
    }
  });
});
