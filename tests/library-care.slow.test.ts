import { existsSync } from 'node:fs';
import { copyFile, cp, link, mkdir, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Cue, encodeNpy, fileSignature, sealNpy, spaceDimensions, type TrackRecord } from '@rbassist/core';
import {
  openLibrary,
  type PruneOptions,
  type PruneReport,
  type RepairOptions,
  type RepairReport,
} from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { editRecords, scanLibrary, storedRecords, withLibrary } from './support/library.ts';
import { writeUntagged } from './support/music.ts';
import { rbassist, start } from './support/rbassist.ts';

const SECONDS = 4;
const CUES: Cue[] = [{ name: 'Drop', type: 0, num: 0, start: 1.5 }];
const HOUSE = ['Perihelion', 'Copper Kettle'];
const DUB = ['Meridian Lights'];

let root: string;
let music: string;
let dataDir: string;
let paths: Record<string, string>;
/** Copies of `music` and, after the scan, of `dataDir`; made once. */
let untouched: string;
beforeAll(async () => {
  root = await temporaryFolder('maintenance');
  untouched = await temporaryFolder('untouched');
  music = join(root, 'Müsik');
  dataDir = join(root, 'data');
  paths = {};
  for (const [folder, titles] of [
    ['House', HOUSE],
    ['Dub', DUB],
  ] as const) {
    await mkdir(join(music, folder), { recursive: true });
    for (const title of titles) {
      paths[title] = join(music, folder, `${title}.wav`);
      await writeUntagged(paths[title], title, SECONDS);
    }
  }
  // file systems copy whole seconds exactly
  for (const [i, path] of Object.values(paths).entries()) await utimes(path, 1.5e9 + i, 1.5e9 + i);
  await scan();
  await cp(root, untouched, { recursive: true, preserveTimestamps: true });
});

/** Three tracks in two folders, before any scan. */
beforeEach(async () => {
  for (const name of await readdir(root)) await rm(join(root, name), { recursive: true });
  await cp(join(untouched, 'Müsik'), music, { recursive: true, preserveTimestamps: true });
});

/** The library after a scan of the tracks. */
const scanned = () => cp(join(untouched, 'data'), dataDir, { recursive: true, preserveTimestamps: true });
const scan = (...folders: string[]) => scanLibrary(dataDir, folders.length > 0 ? folders : [music]);
const records = () => storedRecords(dataDir);
const edit = (change: (tracks: Record<string, TrackRecord>) => void) => editRecords(dataDir, change);

const command = (...words: string[]) => rbassist('library', ...words, '--data-dir', dataDir);
const check = () => withLibrary(dataDir, (library) => library.check());

async function findings(): Promise<Record<string, number>> {
  return Object.fromEntries((await check()).findings.map(({ kind, count }) => [kind, count]));
}

async function repair(options: RepairOptions = {}, ...folders: string[]): Promise<RepairReport> {
  const report = await withLibrary(dataDir, (library) => library.repair(folders, options));
  expect(report.indexError).toBeUndefined();
  return report;
}

const prune = (options?: PruneOptions) => withLibrary(dataDir, (library) => library.prune(options));

async function pruneByCommand(...words: string[]): Promise<PruneReport> {
  return JSON.parse((await command('prune', '--json', ...words)).stdout);
}

/** Expects that every vector has a record, every record has its vector, and the index has all of them. */
async function expectWhole(): Promise<void> {
  expect((await check()).findings).toEqual([]);
}

describe('library check', () => {
  it('finds no problem with a scanned library or an empty one', async () => {
    expect(await check()).toMatchObject({ tracks: 0, ok: true, findings: [] });
    await scan();
    const whole = { dataDir, tracks: 3, ok: true, findings: [], interrupted: false };
    expect(await check()).toEqual(whole);
    const { code, stdout } = await command('check', '--json');
    expect({ code, report: JSON.parse(stdout) }).toEqual({ code: 0, report: whole });
    expect((await command('check')).stdout).toContain('3 tracks, nothing to repair');
  });

  it('prints one line per kind of problem, with a remedy, and changes nothing', async () => {
    await scanned();
    const [bad, gone] = [(await records())[paths[HOUSE[0]]].embedding!, (await records())[paths[HOUSE[1]]].embedding!];
    await writeFile(bad, encodeNpy(Float32Array.of(1, Number.NaN)));
    await rm(gone);
    await writeFile(join(dataDir, 'embeddings', 'nobody-00000000.npy'), encodeNpy(Float32Array.of(1)));
    await writeFile(join(dataDir, 'embeddings', 'new.npy.999999999.00c0ffee.tmp'), 'half');
    await edit((tracks) => {
      tracks['Bare Name.mp3'] = { bpm: 120 };
      tracks['C:\\Music\\a.mp3'] = { bpm: 121 };
      tracks[join(music, '._Perihelion.wav')] = {};
      tracks[join(music, 'cover.jpg')] = {};
      tracks[join(music, 'House', 'never.mp3')] = {};
    });
    const before = await readFile(join(dataDir, 'meta.json'));
    expect(await findings()).toEqual({
      'file-missing': 1,
      'path-bare': 1,
      'path-foreign': 1,
      junk: 2,
      'vector-missing': 1,
      'vector-corrupt': 1,
      orphan: 1,
      abandoned: 1,
    });
    const { stdout, code } = await command('check');
    expect(code).toBe(1);
    expect(JSON.parse((await command('check', '--json')).stdout)).toEqual(await check());
    expect(stdout).toContain('rbassist library repair');
    expect(stdout).toContain('Bare Name.mp3');
    expect(await readFile(join(dataDir, 'meta.json'))).toEqual(before);
  });

  it('reports a folder that is missing as a whole as one drive', async () => {
    await scanned();
    await rename(music, join(root, 'elsewhere'));
    const { findings: found } = await check();
    expect(found).toMatchObject([{ kind: 'root-missing', detail: music, count: 3 }]);
    await mkdir(music);
    expect((await check()).findings).toMatchObject([{ kind: 'root-missing', detail: music, count: 3 }]);
  });

  it('detects outdated vectors and an outdated index', async () => {
    await scanned();
    await utimes(paths[HOUSE[0]], new Date(1e12), new Date(1e12));
    const { embedding, embedding_space: space } = (await records())[paths[DUB[0]]];
    const dimensions = spaceDimensions(space!);
    const vector = Float32Array.from({ length: dimensions }, (_, i) => Math.cos(i));
    await writeFile(embedding!, sealNpy(encodeNpy(vector), basename(embedding!)));
    await edit((tracks) => {
      delete tracks[paths[HOUSE[1]]];
    });
    expect(await findings()).toEqual({ 'vector-stale': 1, orphan: 1, 'index-extra': 1, 'index-old': 1 });
    await writeFile(join(dataDir, 'index', 'index.json'), '{"broken');
    expect(await findings()).toMatchObject({ 'index-unusable': 1 });
  });
});

describe('library repair', () => {
  it('follows a moved folder, keeps all data, and lists the changes first', async () => {
    await scanned();
    await edit((tracks) => {
      Object.assign(tracks[paths[HOUSE[0]]], { cues: CUES, mytags: ['Peak'], rating: 5, theirs: { any: [1] } });
    });
    await rename(join(music, 'House'), join(music, 'Dub', 'Archive'));
    const before = await readFile(join(dataDir, 'meta.json'));
    const said = await repair();
    expect(said).toMatchObject({ applied: false, moved: [{ by: 'name and signature' }, { by: 'name and signature' }] });
    expect(await readFile(join(dataDir, 'meta.json'))).toEqual(before);
    expect((await command('repair')).stdout).toContain('--apply');
    expect(JSON.parse((await command('repair', '--json')).stdout)).toEqual(said);

    expect(await repair({ apply: true })).toMatchObject({ applied: true, moved: said.moved, notFound: [] });
    const now = join(music, 'Dub', 'Archive', `${HOUSE[0]}.wav`);
    expect(Object.keys(await records())).not.toContain(paths[HOUSE[0]]);
    expect((await records())[now]).toMatchObject({
      cues: CUES,
      mytags: ['Peak'],
      rating: 5,
      theirs: { any: [1] },
      embedding: expect.stringMatching(/Perihelion-[0-9a-f]{8}\.npy$/),
    });
    await expectWhole();
    expect(await scan()).toMatchObject({ added: 0, unchanged: 3 });
    expect((await rbassist('recommend', now, '--data-dir', dataDir)).code).toBe(0);
    expect(await repair({ apply: true })).toMatchObject({ moved: [], merged: [], removedFiles: [] });
  });

  it('does not give a new track at the old path the vector of a moved track', async () => {
    await scanned();
    const now = join(music, 'Dub', `${HOUSE[0]}.wav`);
    await rename(paths[HOUSE[0]], now);
    await repair({ apply: true });
    await writeUntagged(paths[HOUSE[0]], HOUSE[1], SECONDS);
    await scan();
    const vectors = Object.values(await records()).map(({ embedding }) => embedding);
    expect(new Set(vectors).size).toBe(4);
    await expectWhole();
  });

  it('finds a renamed file, a copy with another time, and music in a named folder', async () => {
    await scanned();
    await edit((tracks) => {
      for (const record of Object.values(tracks)) record.cues = CUES;
    });
    await rename(paths[HOUSE[0]], join(music, 'House', '01 Perihelion (Original Mix).wav'));
    const elsewhere = join(root, 'elsewhere');
    await mkdir(elsewhere);
    await copyFile(paths[DUB[0]], join(elsewhere, basename(paths[DUB[0]])));
    await utimes(join(elsewhere, basename(paths[DUB[0]])), new Date(1e12), new Date(1e12));
    await rm(paths[DUB[0]]);
    expect(await repair()).toMatchObject({ moved: [{ by: 'signature and duration' }], notFound: [paths[DUB[0]]] });
    const { moved, vectors } = await repair({ apply: true }, music, elsewhere);
    expect(moved.map(({ by }) => by).sort()).toEqual(['name and size', 'signature and duration']);
    expect(vectors).toEqual([]);
    for (const record of Object.values(await records())) expect(record.cues).toEqual(CUES);
    expect(await scan(music, elsewhere)).toMatchObject({ added: 0, unchanged: 3 });
    await expectWhole();
  });

  it('merges with the record of a scan after the move, and loses nothing of both', async () => {
    await scanned();
    await edit((tracks) => {
      const record = tracks[paths[HOUSE[0]]];
      Object.assign(record, { cues: CUES, mytags: ['Peak'], rating: 5, added: '2020-01-01T00:00:00.000Z', bpm: 124.5 });
    });
    await rename(join(music, 'House'), join(music, 'Deep House'));
    await scan();
    const now = join(music, 'Deep House', `${HOUSE[0]}.wav`);
    await edit((tracks) => {
      Object.assign(tracks[now], { mytags: ['Vocal'], rating: 3, comments: 'new' });
    });
    const { merged } = await repair({ apply: true });
    expect(merged).toContainEqual({ from: paths[HOUSE[0]], to: now, conflicts: ['rating'] });
    expect(Object.keys(await records()).sort()).toEqual(
      [now, join(music, 'Deep House', `${HOUSE[1]}.wav`), paths[DUB[0]]].sort(),
    );
    expect((await records())[now]).toMatchObject({
      cues: CUES,
      mytags: ['Vocal', 'Peak'],
      rating: 3,
      comments: 'new',
      bpm: 124.5,
      added: '2020-01-01T00:00:00.000Z',
      merge_conflicts: { rating: [{ value: 5, from: paths[HOUSE[0]] }] },
    });
    await expectWhole();
  });

  it('leaves ambiguous files, and a deleted copy of an older track', async () => {
    await scanned();
    for (const folder of ['x', 'y']) {
      await mkdir(join(music, folder));
      await copyFile(paths[HOUSE[0]], join(music, folder, `${HOUSE[0]}.wav`));
    }
    await rm(paths[HOUSE[0]]);
    const { unclear, moved } = await repair({ apply: true });
    expect(moved).toEqual([]);
    expect(unclear).toEqual([
      { path: paths[HOUSE[0]], candidates: ['x', 'y'].map((folder) => join(music, folder, `${HOUSE[0]}.wav`)) },
    ]);

    const copy = join(music, 'Dub', `${HOUSE[1]}.wav`);
    await copyFile(paths[HOUSE[1]], copy);
    await scan(join(music, 'Dub'));
    await rm(copy);
    expect((await repair({ apply: true })).notFound).toEqual([copy]);
  });

  it('finds the track of a bare file name by its known data', async () => {
    const sha1 = await fileSignature(paths[HOUSE[0]], 'content');
    await edit((tracks) => {
      tracks[`${HOUSE[0]}.wav`] = { sig_bpmkey: sha1, bpm: 120, cues: CUES };
      tracks[`${HOUSE[1]}.wav`] = { duration: SECONDS, cues: CUES };
      tracks[`${DUB[0]}.wav`] = { mytags: ['only the name fits'] };
    });
    const { moved, notFound } = await repair({ apply: true }, music);
    expect(moved).toEqual([
      { from: `${HOUSE[0]}.wav`, to: paths[HOUSE[0]], by: 'sha-1' },
      { from: `${HOUSE[1]}.wav`, to: paths[HOUSE[1]], by: 'name and duration' },
    ]);
    expect(notFound).toEqual([`${DUB[0]}.wav`]);
    expect((await records())[paths[HOUSE[0]]]).toMatchObject({ bpm: 120, cues: CUES });
  });

  it('names the given folder that does not exist', async () => {
    await scanned();
    await rm(paths[HOUSE[0]]);
    const { code, stdout } = await command('repair', join(root, 'none'));
    expect(code).toBe(1);
    expect(stdout).toContain(join(root, 'none'));
  });

  it('follows a library from another system if you name the music folder', async () => {
    await scanned();
    await edit((tracks) => {
      const record = tracks[paths[HOUSE[0]]];
      delete tracks[paths[HOUSE[0]]];
      tracks[`D:\\Music\\${HOUSE[0]}.wav`] = { ...record, cues: CUES };
    });
    expect(await repair()).toMatchObject({ moved: [] });
    expect(await repair({ apply: true }, music)).toMatchObject({ moved: [{ to: paths[HOUSE[0]] }] });
    expect((await records())[paths[HOUSE[0]]].cues).toEqual(CUES);
    expect(await scan()).toMatchObject({ added: 0 });
  });

  it('merges two spellings of one file into one record', async () => {
    const composed = join(music, 'Caf\u00e9.wav');
    const decomposed = join(music, 'Cafe\u0301.wav');
    await rename(paths[HOUSE[0]], composed);
    // on a case-sensitive file system, this makes both names for the file
    if (!existsSync(decomposed)) await link(composed, decomposed);
    await scan();
    await edit((tracks) => {
      tracks[composed] = { ...tracks[composed], cues: CUES };
      tracks[decomposed] = { ...tracks[decomposed], mytags: ['Peak'] };
    });
    expect(await findings()).toMatchObject({ 'same-file': 2 });
    expect((await repair({ apply: true })).merged).toHaveLength(1);
    const known = Object.entries(await records()).filter(([path]) => path.includes('Caf'));
    expect(known).toMatchObject([[expect.anything(), { cues: CUES, mytags: ['Peak'] }]]);
    await expectWhole();
  });

  it('removes shared and damaged vectors, and keeps the rest of the records', async () => {
    await scanned();
    const shared = join(dataDir, 'embeddings', 'Intro.npy');
    const { embedding, embedding_space: space } = (await records())[paths[DUB[0]]];
    await copyFile(embedding!, shared);
    await writeFile((await records())[paths[DUB[0]]].embedding!, 'no vector');
    await edit((tracks) => {
      for (const title of HOUSE) Object.assign(tracks[paths[title]], { embedding: shared, cues: CUES });
    });
    const { vectors, removedFiles } = await repair({ apply: true });
    expect(vectors.map(({ path, problem }) => [basename(path, '.wav'), problem]).sort()).toEqual([
      ['Copper Kettle', 'shared'],
      ['Meridian Lights', 'corrupt'],
      ['Perihelion', 'shared'],
    ]);
    expect(removedFiles).toHaveLength(4);
    for (const title of HOUSE) expect((await records())[paths[title]]).toMatchObject({ cues: CUES });
    expect(Object.values(await records()).some((record) => 'embedding' in record || 'embedding_space' in record)).toBe(
      false,
    );
    expect(await scan()).toMatchObject({ added: 3 });
    expect((await records())[paths[HOUSE[0]]].embedding_space).toBe(space);
    await expectWhole();
  });

  it("removes junk and unused files, but not junk with a person's work", async () => {
    await scanned();
    const orphan = join(dataDir, 'embeddings', 'nobody-00000000.npy');
    const half = join(dataDir, 'embeddings', 'new.npy.999999999.00c0ffee.tmp');
    const mine = join(dataDir, 'embeddings', `new.npy.${process.pid}.00c0ffee.tmp`);
    for (const path of [orphan, half, mine]) await writeFile(path, 'x');
    await edit((tracks) => {
      tracks[join(music, '._Perihelion.wav')] = { title: 'x' };
      tracks[''] = {};
      tracks[join(music, 'film.mkv')] = { cues: CUES };
    });
    expect(await repair({ apply: true })).toMatchObject({
      junk: expect.arrayContaining(['', join(music, '._Perihelion.wav')]),
      keptJunk: [{ path: join(music, 'film.mkv'), keys: ['cues'] }],
      removedFiles: [orphan, half],
    });
    expect(existsSync(mine)).toBe(true);
    expect((await records())[join(music, 'film.mkv')].cues).toEqual(CUES);
  });

  it('exits with 130 on Ctrl-C, leaves a valid library, and continues later', async () => {
    await scanned();
    await rename(join(music, 'House'), join(music, 'Club'));
    const { child, ended, whenSaid } = start(['library', 'repair', '--apply', '--verbose', '--data-dir', dataDir]);
    await whenSaid('Looking for files');
    child.kill('SIGINT');
    const { code } = await ended;
    expect([0, 130]).toContain(code);
    await repair({ apply: true });
    await expectWhole();
  });

  it('does not wait for a lock, and names the writer', async () => {
    await scanned();
    await mkdir(join(dataDir, 'write.lock'));
    await writeFile(join(dataDir, 'write.lock', 'owner.json'), JSON.stringify({ pid: process.pid, host: 'another' }));
    const { code, stderr } = await command('repair', '--apply');
    expect(code).toBe(1);
    expect(stderr).toContain(dataDir);
    expect((await command('repair')).code).toBe(0);
  });
});

describe('library prune', () => {
  it("removes missing tracks with their vectors, but not a person's work", async () => {
    await scanned();
    await edit((tracks) => {
      tracks[paths[HOUSE[1]]].mytags = ['Peak'];
    });
    for (const title of HOUSE) await rm(paths[title]);
    expect(await prune()).toMatchObject({
      applied: false,
      forgotten: [paths[HOUSE[0]]],
      kept: [{ path: paths[HOUSE[1]], keys: ['mytags'] }],
    });
    expect(Object.keys(await records())).toHaveLength(3);
    const { embedding } = (await records())[paths[HOUSE[0]]];
    expect(await prune({ apply: true })).toMatchObject({ applied: true, forgotten: [paths[HOUSE[0]]] });
    expect(existsSync(embedding!)).toBe(false);
    expect(await findings()).toEqual({ 'file-missing': 1 });
    expect(await pruneByCommand('--apply', '--include-edited')).toMatchObject({
      forgotten: [paths[HOUSE[1]]],
      kept: [],
    });
    await expectWhole();
  });

  it('keeps moved duplicates, and paths of another system', async () => {
    await scanned();
    const to = join(root, 'staged.wav');
    await rename(paths[HOUSE[0]], to);
    await edit((tracks) => {
      tracks[paths[HOUSE[0]]].staged = { to, keeper: paths[HOUSE[1]] };
      tracks['D:\\Music\\a.mp3'] = {};
      tracks['a.mp3'] = {};
    });
    expect(await prune({ apply: true, force: true })).toMatchObject({ forgotten: [], notOfThisSystem: 2 });
    expect(Object.keys(await records())).toHaveLength(5);
    const found = await findings();
    expect(found).toMatchObject({ 'path-bare': 1, 'path-foreign': 1 });
    expect(found).not.toHaveProperty('file-missing');
  });

  it('refuses while a drive is missing, unless you name it', async () => {
    const drive = join(root, 'nas');
    await mkdir(join(drive, 'Techno'), { recursive: true });
    const onDrive = join(drive, 'Techno', 'On the drive.wav');
    await writeUntagged(onDrive, DUB[0], SECONDS);
    await scan(music, drive);
    await rm(join(drive, 'Techno'), { recursive: true });
    await rm(paths[HOUSE[0]]);
    const { code, stderr } = await command('prune', '--apply');
    expect(code).toBe(1);
    expect(stderr).toContain(`${drive} (1 track)`);
    expect(stderr).not.toContain(music);
    expect(Object.keys(await records())).toHaveLength(4);
    expect(await pruneByCommand('--root', drive, '--apply')).toMatchObject({ forgotten: [paths[HOUSE[0]], onDrive] });
  });

  it('refuses if all of the music is missing, or more than half of the library', async () => {
    await scanned();
    await rename(music, join(root, 'unplugged'));
    const { code, stderr } = await command('prune', '--apply');
    expect(code).toBe(1);
    expect(stderr).toContain(music);
    expect(stderr).toContain('--root');
    expect(await prune({ roots: [music], apply: true })).toMatchObject({ refused: { reason: 'half', count: 3 } });
    expect(Object.keys(await records())).toHaveLength(3);
    expect(await pruneByCommand('--root', music, '--apply', '--force')).toMatchObject({ applied: true });
    expect(await records()).toEqual({});
    expect(await readdir(join(dataDir, 'embeddings'))).toEqual([]);
  });
});

describe('another spelling of a path', () => {
  it('finds its record, and a scan adds no second record', async () => {
    const composed = join(music, 'Beyonc\u00e9.wav');
    const decomposed = join(music, 'Beyonce\u0301.wav');
    await rename(paths[HOUSE[0]], composed);
    await scan();
    await edit((tracks) => {
      tracks[decomposed] = { ...tracks[composed], cues: CUES };
      delete tracks[composed];
    });
    expect(await scan()).toMatchObject({ added: 0, unchanged: 3 });
    await utimes(composed, new Date(1e12), new Date(1e12));
    expect(await scan()).toMatchObject({ added: 1, unchanged: 2 });
    expect(Object.keys(await records())).toHaveLength(3);
    expect((await records())[decomposed].cues).toEqual(CUES);

    expect((await rbassist('normalize', composed, '--data-dir', dataDir)).code).toBe(0);
    expect(Object.keys(await records())).toHaveLength(3);
    expect((await records())[decomposed]).toHaveProperty('loudness_lufs');

    const opened = await openLibrary({ dataDir });
    expect(opened.track(composed)?.cues).toEqual(CUES);
    expect(opened.track(join(music, '.', 'House', '..', 'beyoncé.WAV'))?.cues).toEqual(CUES);
    expect((await opened.recommend(composed, { tempoPct: 1000, camelotNeighbors: false })).seed.path).toBe(decomposed);
    await opened.close();
  });

  it('is another file on a case-sensitive file system', async ({ skip }) => {
    const [small, capital] = [join(music, 'a.wav'), join(music, 'A.wav')];
    await rename(paths[HOUSE[0]], small);
    if (existsSync(capital)) return skip('this file system does not tell a.wav and A.wav apart');
    await rename(paths[HOUSE[1]], capital);
    await scan();
    expect(Object.keys(await records())).toEqual(expect.arrayContaining([small, capital]));
    expect(await findings()).toEqual({});
  });

  it('is found for a Windows path as seed', async () => {
    await scanned();
    await edit((tracks) => {
      tracks['C:\\Music\\Intro.mp3'] = { ...tracks[paths[HOUSE[0]]] };
    });
    await rbassist('index', '--data-dir', dataDir);
    const ran = await rbassist('recommend', 'c:/music/intro.mp3', '--json', '--data-dir', dataDir);
    expect(JSON.parse(ran.stdout).seed.path).toBe('C:\\Music\\Intro.mp3');
  });
});
