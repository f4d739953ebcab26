import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, lstat, mkdir, readdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { encodeNpy, type TrackRecord } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { editRecords, scanLibrary, storedRecords, withLibrary } from './support/library.ts';
import { writeSounds } from './support/music.ts';
import { rbassist } from './support/rbassist.ts';

const TRACKS = 4;
const SECONDS = 3;

let scanned: string;
let root: string;
let music: string;
let dataDir: string;
let paths: string[];
beforeAll(async () => {
  root = await temporaryFolder('hostile');
  music = join(root, 'music');
  scanned = join(root, 'scanned');
  dataDir = join(root, 'data');
  await mkdir(music);
  paths = await writeSounds(music, SECONDS, TRACKS);
  await scanLibrary(dataDir, [music]);
  await cp(dataDir, scanned, { recursive: true, preserveTimestamps: true });
});

beforeEach(async () => {
  await rm(dataDir, { recursive: true, force: true });
  await cp(scanned, dataDir, { recursive: true, preserveTimestamps: true });
});

const command = (...words: string[]) => rbassist(...words, '--data-dir', dataDir);
const vectors = async () => (await readdir(join(dataDir, 'embeddings'))).sort();
const edit = (change: (tracks: Record<string, TrackRecord>) => void) => editRecords(dataDir, change);
const vectorOf = async (path: string) => (await storedRecords(dataDir))[path].embedding!;
const repair = (options = {}) => withLibrary(dataDir, (library) => library.repair([], { apply: true, ...options }));

/** Adds a vector file that no record names. */
async function addVector(name: string): Promise<void> {
  await writeFile(join(dataDir, 'embeddings', name), encodeNpy(Float32Array.of(1, 2)));
}

describe('a vector that a record names', () => {
  it('is not an orphan, under any key, at any depth and in any spelling', async () => {
    const named: Record<string, unknown> = {
      'a_embedding_mert.npy': { embedding_mert: 'embeddings/a_embedding_mert.npy' },
      'a_timbre.npy': { embedding_timbre: 'C:\\music\\data\\embeddings\\A_TIMBRE.npy' },
      'a_intro.npy': { sections_of_tomorrow: { intro: ['x', { file: '/elsewhere/a_intro.npy' }] } },
      'a_layer_mix.npy': { embedding_source: 5, embedding_layer_mix: 'a_layer_mix.NPY' },
      'Ü.npy': { other: 'U\u0308.npy' },
    };
    for (const name of Object.keys(named)) await addVector(name);
    await edit((tracks) => {
      for (const record of Object.values(named)) Object.assign(tracks[paths[0]], record);
      tracks[paths[1]].title = 7 as never;
    });
    const before = await vectors();
    expect((await repair()).removedFiles).toEqual([]);
    expect(await vectors()).toEqual(before);
    expect((await command('library', 'check')).stdout).not.toContain('that no track uses');
  });

  it('moves with its record, like unknown values', async () => {
    await addVector('0_timbre.npy');
    await edit((tracks) => {
      Object.assign(tracks[paths[0]], { embedding_timbre: 'embeddings/0_timbre.npy', title: 1999, cues: [{}] });
    });
    const moved = join(music, 'moved');
    await mkdir(moved);
    await rename(paths[0], join(moved, basename(paths[0])));
    try {
      const report = await repair();
      expect(report.moved).toHaveLength(1);
      const records = await storedRecords(dataDir);
      expect(records[join(moved, basename(paths[0]))]).toMatchObject({
        ...{ embedding_timbre: 'embeddings/0_timbre.npy', title: 1999, cues: [{}] },
      });
      expect(await vectors()).toContain('0_timbre.npy');
      expect((await command('library', 'check')).stdout).not.toContain('damaged');
    } finally {
      await rename(join(moved, basename(paths[0])), paths[0]);
      await rm(moved, { recursive: true });
    }
  });
});

describe('removed vectors', () => {
  it('are in the trash, and can be restored or deleted for good', async () => {
    await addVector('nobody.npy');
    const { trash, removedFiles } = await repair();
    expect(removedFiles).toEqual([join(dataDir, 'embeddings', 'nobody.npy')]);
    expect(await readdir(join(trash!, 'embeddings'))).toEqual(['nobody.npy']);
    expect(await vectors()).toHaveLength(TRACKS);
    expect((await command('library', 'restore')).stdout).toContain('1 file put back');
    expect(await vectors()).toContain('nobody.npy');
    expect(existsSync(join(dataDir, 'trash'))).toBe(false);

    await repair();
    const [batch] = await readdir(join(dataDir, 'trash'));
    const odd = ['20200101-000000', '20200101-000001'].map((name) => join(dataDir, 'trash', name));
    await writeFile(odd[0], 'mine');
    await symlink(root, odd[1]);
    await addVector('nobody.npy');
    expect((await command('library', 'restore')).stdout).toContain('1 file left in the trash');
    expect((await command('library', 'empty-trash')).stdout).toContain('1 file deleted');
    expect(existsSync(join(dataDir, 'trash', batch))).toBe(false);
    for (const path of odd) await rm(path);
    expect(await vectors()).toContain('nobody.npy');
  });

  it('stay in place if the trash is blocked, and the error names the blocking file', async () => {
    const trash = join(dataDir, 'trash');
    await addVector('nobody.npy');
    for (const make of [() => writeFile(trash, 'mine'), () => symlink('/nowhere/at/all', trash)]) {
      await make();
      for (const words of [['repair', '--apply'], ['restore'], ['empty-trash']]) {
        const { code, stderr } = await command('library', ...words);
        expect([code, stderr]).toEqual([1, expect.stringContaining(`Move ${trash} away`)]);
      }
      expect(await vectors()).toContain('nobody.npy');
      await rm(trash);
    }
    await repair();
    const away = join(root, 'away');
    await rename(join(dataDir, 'embeddings'), away);
    await writeFile(join(dataDir, 'embeddings'), 'mine');
    const { stderr } = await command('library', 'restore');
    expect(stderr).toContain(`Move ${join(dataDir, 'embeddings')} away`);
    await rm(away, { recursive: true });
  });

  it('of pruned tracks are removed too, except vectors that another track names', async () => {
    for (const name of ['own_timbre.npy', 'shared.npy']) await addVector(name);
    await edit((tracks) => {
      tracks[join(music, 'gone.mp3')] = { embedding_timbre: 'own_timbre.npy', embedding_mert: 'shared.npy' };
      tracks[paths[0]].embedding_mert = '/x/shared.npy';
    });
    const { trash } = await withLibrary(dataDir, (library) => library.prune({ apply: true }));
    expect(await readdir(join(trash!, 'embeddings'))).toEqual(['own_timbre.npy']);
    expect(await vectors()).toContain('shared.npy');
  });
});

describe('a repair without some records', () => {
  it.each<[string, (text: string) => string | undefined]>([
    ['meta.json is missing', () => undefined],
    ['it is empty', () => ''],
    ['it is an empty object', () => '{}'],
    ['it holds no track', () => '{"tracks": {}}'],
    ['its tracks are null', () => '{"tracks": null}'],
    ['its tracks are a list', () => '{"tracks": []}'],
    ['it is cut in half', (text) => text.slice(0, text.length / 2)],
    ['one byte of it is damaged', (text) => text.replace('"embedding"', '"embedding')],
    [
      'it holds one track of all',
      (text) => JSON.stringify({ tracks: { [paths[0]]: JSON.parse(text).tracks[paths[0]] } }),
    ],
  ])('keeps every vector: %s', async (_name, damage) => {
    const meta = join(dataDir, 'meta.json');
    const text = damage(await readFile(meta, 'utf8'));
    if (text === undefined) await rm(meta);
    else await writeFile(meta, text);
    for (let run = 1; run <= 2; run++) {
      const { code, stderr } = await command('library', 'repair', '--apply');
      expect(await vectors()).toHaveLength(TRACKS);
      expect(code).toBe(1);
      expect(stderr).toContain('stay, because');
    }
    await repair({ force: true });
    expect((await vectors()).length).toBeLessThan(TRACKS);
    expect((await withLibrary(dataDir, (library) => library.restoreTrash())).restored.length).toBeGreaterThan(0);
    expect(await vectors()).toHaveLength(TRACKS);
  });

  it('keeps the names of vectors if their folder is missing', async () => {
    await rename(join(dataDir, 'embeddings'), join(dataDir, 'unplugged'));
    const before = await storedRecords(dataDir);
    expect((await repair()).refused).toEqual([{ reason: 'absent', count: TRACKS }]);
    expect(await storedRecords(dataDir)).toEqual(before);
    await rm(join(dataDir, 'embeddings'), { recursive: true });
    await symlink(join(dataDir, 'nowhere'), join(dataDir, 'embeddings'));
    const { code, stderr } = await command('library', 'repair', '--apply');
    expect([code, stderr]).toEqual([1, expect.stringContaining('it is a link, and its target does not exist')]);
    expect(await storedRecords(dataDir)).toEqual(before);
  });
});

describe('two swapped vectors', () => {
  it('are detected, and computed again', async () => {
    const [a, b] = [await vectorOf(paths[0]), await vectorOf(paths[1])];
    await rename(a, `${a}.x`);
    await rename(b, a);
    await rename(`${a}.x`, b);
    expect((await command('library', 'check')).stdout).toContain(
      '2 tracks with a vector that is damaged or belongs to another track',
    );
    expect((await repair()).vectors).toMatchObject([{ problem: 'corrupt' }, { problem: 'corrupt' }]);
    expect(await scanLibrary(dataDir, [music])).toMatchObject({ added: 2 });
    expect((await withLibrary(dataDir, (library) => library.check())).findings).toEqual([]);
  });
});

describe('a file of the wrong kind', () => {
  const FILES = ['index/index.json', 'index/paths.json', 'index/vectors.npy', 'index/hnsw.idx', 'meta.places'];
  const LATER = ['write.owner.json', 'embeddings/nobody.npy'];

  it.each(['pipe', 'folder', 'huge'])('does not crash any command: a %s', async (kind) => {
    for (const name of [...FILES, ...LATER]) {
      const path = join(dataDir, name);
      await rm(path, { force: true, recursive: true });
      if (kind === 'folder' && name === 'write.owner.json') continue;
      if (kind === 'folder') await mkdir(path);
      if (kind === 'folder') await writeFile(join(path, 'inside'), 'mine');
      if (kind === 'huge') await writeFile(path, '');
      if (kind === 'huge') await truncate(path, 2 ** 40);
      if (kind === 'pipe' && spawnSync('mkfifo', [path]).status !== 0) return;
    }
    expect((await command('recommend', paths[0])).code).toBe(0);
    expect(await command('library', 'repair', '--apply')).toMatchObject({ code: 0 });
    expect((await command('index')).code).toBe(0);
    expect((await command('library', 'check')).stdout).toContain('nothing to repair');
    if (kind === 'folder') expect(await readdir(join(dataDir, 'embeddings', 'nobody.npy'))).toEqual(['inside']);
  });

  it.skipIf(process.platform === 'win32')('in place of a vector is ignored', async () => {
    await edit((tracks) => {
      tracks[paths[0]].embedding = '/dev/zero';
    });
    expect((await command('library', 'check')).stdout).toContain('1 track with a vector that is damaged');
    expect((await command('index')).code).toBe(0);
    expect((await repair()).vectors).toMatchObject([{ path: paths[0], problem: 'corrupt' }]);
  });

  it("in place of a track's vector stays, is reported with a remedy, and is computed again after you move it", async () => {
    const vector = await vectorOf(paths[0]);
    await rm(vector);
    await mkdir(vector);
    await writeFile(join(vector, 'inside'), 'mine');
    expect((await command('library', 'check')).stdout).toContain(`move ${vector} away, then run \`rbassist scan`);
    expect((await command('index')).stderr).toContain(`it is a folder, not a file. Move ${vector} away`);
    expect((await repair()).vectors).toEqual([]);
    expect(await readdir(vector)).toEqual(['inside']);
    await rename(vector, join(root, 'moved-away'));
    expect((await repair()).vectors).toMatchObject([{ path: paths[0], file: vector, problem: 'missing' }]);
    expect(await scanLibrary(dataDir, [music])).toMatchObject({ added: 1 });
  });

  it.skipIf(process.platform === 'win32').each(['meta.json', 'index/index.json'])(
    'behind a link is reported by the link, not by the device: %s',
    async (name) => {
      const path = join(dataDir, name);
      const device = join(await temporaryFolder('device'), 'device');
      if (spawnSync('mkfifo', [device]).status !== 0) return;
      await rm(path);
      await symlink(device, path);
      const { code, stderr } = await command('index');
      expect([code, stderr]).toEqual([1, expect.stringContaining(`Move ${path} away`)]);
      expect((await lstat(device)).isFIFO()).toBe(true);
    },
  );

  it('in place of an earlier lock owner stays, and has no effect', async () => {
    await mkdir(join(dataDir, 'write.owner.json', 'inside'), { recursive: true });
    for (let run = 1; run <= 2; run++) expect(await command('scan', music)).toMatchObject({ code: 0 });
    expect(await readdir(join(dataDir, 'write.owner.json'))).toEqual(['inside']);
  });

  it('in place of meta.json or its journal is reported with a remedy', async () => {
    for (const name of ['meta.json', 'meta.journal.ndjson']) {
      const path = join(dataDir, name);
      await rm(path, { force: true, recursive: true });
      await mkdir(path);
      const { code, stderr } = await command('stats');
      expect([code, stderr]).toEqual([1, expect.stringContaining(`Move ${path} away`)]);
      await rm(path, { recursive: true });
    }
  });

  it('in place of the lock is also reported', async () => {
    await writeFile(join(dataDir, 'write.lock'), '');
    const { code, stderr } = await command('index');
    expect([code, stderr]).toEqual([1, expect.stringContaining(`Move ${join(dataDir, 'write.lock')} away`)]);
    expect((await lstat(join(dataDir, 'write.lock'))).isFile()).toBe(true);
  });
});

describe.skipIf(process.platform === 'win32')('a meta.json that is a symbolic link', () => {
  it('is written through the link, and two data folders with one file are one library', async () => {
    const shared = join(root, 'shared');
    await rm(shared, { recursive: true, force: true });
    await mkdir(shared);
    await rename(join(dataDir, 'meta.json'), join(shared, 'meta.json'));
    await symlink(join(shared, 'meta.json'), join(dataDir, 'meta.json'));
    await withLibrary(dataDir, (library) => library.edit(paths[0], { rating: 5 }));
    expect((await lstat(join(dataDir, 'meta.json'))).isSymbolicLink()).toBe(true);
    expect((await storedRecords(shared))[paths[0]].rating).toBe(5);
    await mkdir(join(shared, 'write.lock'));
    await writeFile(join(shared, 'write.owner.json'), JSON.stringify({ pid: process.pid, host: 'another' }));
    const { code, stderr } = await command('index');
    expect([code, stderr]).toEqual([1, expect.stringContaining('is writing to')]);
  });

  it.each([
    ['to nothing', 'nowhere/meta.json', 'its target does not exist'],
    ['to itself', 'meta.json', 'links form a loop'],
  ])('%s is an error, and stays unchanged', async (_name, target, problem) => {
    await rm(join(dataDir, 'meta.json'));
    await symlink(target, join(dataDir, 'meta.json'));
    for (const words of [['stats'], ['scan', music], ['library', 'repair', '--apply']]) {
      const { code, stderr } = await command(...words);
      expect([code, stderr]).toEqual([1, expect.stringContaining(problem)]);
    }
    expect((await lstat(join(dataDir, 'meta.json'))).isSymbolicLink()).toBe(true);
    expect(await vectors()).toHaveLength(TRACKS);
  });
});

describe('a value of a wrong type', () => {
  it('is reported once, listed by check, and stays in the file', async () => {
    const meta = join(dataDir, 'meta.json');
    const text = (await readFile(meta, 'utf8')).replace(/"title": "[^"]*"/g, '"title": 1999');
    await writeFile(meta, text);
    const { code, stderr } = await command('recommend', paths[0]);
    expect([code, stderr.match(/Warning/g)]).toEqual([0, ['Warning']]);
    expect((await command('library', 'check')).stdout).toContain('values of the wrong type in meta.json');
    expect(await readFile(meta, 'utf8')).toBe(text);
  });

  it('may be a whole record, which a scan fixes', async () => {
    await edit((tracks) => {
      tracks[paths[0]] = null as never;
      tracks['/nowhere/x.mp3'] = 5 as never;
    });
    expect((await command('library', 'check')).stdout).toContain(`${paths[0]}\n`);
    expect(await scanLibrary(dataDir, [music])).toMatchObject({ added: 1 });
    const records = await storedRecords(dataDir);
    expect([records['/nowhere/x.mp3'], typeof records[paths[0]].embedding]).toEqual([5, 'string']);
  });
});
