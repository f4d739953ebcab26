import { isUtf8 } from 'node:buffer';
import { chmod, copyFile, cp, mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { DataFolderError, decodeNpy, RbassistError, SpaceMismatchError, type TrackRecord } from '@rbassist/core';
import { type Library, openLibrary, type ScanOptions } from '@rbassist/library';
import { openMetaStore } from '@rbassist/meta';
import { temporaryFolder } from '@rbassist/testing';
import { below, pick, type Random, seededRandom } from '@rbassist/testing/random';
import { beforeAll, describe, expect, it } from 'vitest';
import { scanIn, scanLibrary } from './support/library.ts';
import { writeSounds } from './support/music.ts';
import { start } from './support/rbassist.ts';
import { smallDisk } from './support/small-disk.ts';

const SECONDS = 1.5;
const TRACKS = 6;
const CASES = Array.from({ length: 60 }, (_, i) => i);
const WIDE = { top: 50, tempoPct: 1000, camelotNeighbors: false };

let sounds: string[];
let music: string;
let paths: string[];
/** A library with a journal, like after a crash. */
let whole: string;
let known: Record<string, TrackRecord>;
let vectors: Record<string, Float32Array>;
beforeAll(async () => {
  const root = await temporaryFolder('faults');
  sounds = await writeSounds(await temporaryFolder('sounds'), SECONDS);
  music = join(root, 'Müsik');
  whole = join(root, 'whole');
  await mkdir(music);
  paths = Array.from({ length: TRACKS }, (_, i) => join(music, `Track ${i}.wav`));
  for (const [i, path] of paths.entries()) {
    await copyFile(sounds[i], path);
    await utimes(path, 1e9 + i, 1e9 + i);
  }
  const writing = join(root, 'writing');
  await scan(writing);
  const store = await openMetaStore(join(writing, 'meta.json'));
  const rate = (i: number) =>
    store.update(paths[i], { rating: i, cues: [{ name: `Cue ${i}`, type: 0, num: 0, start: i / 10 }] });
  for (const i of [0, 1, 2]) rate(i);
  await store.compact();
  for (const i of [3, 4, 5]) rate(i);
  store.update(paths[0], { comments: 'in the journal' });
  await store.flush();
  known = Object.fromEntries(store.tracks());
  await cp(writing, whole, { recursive: true, filter: (source) => !source.includes('write.') });
  await store.close();
  vectors = {};
  for (const path of paths) vectors[path] = await vectorOf(whole, known[path]);
});

const scan = (dataDir: string) => scanLibrary(dataDir, [music], { workers: 1 });
const scanHere = (library: Library, options: ScanOptions = {}) => scanIn(library, [music], { workers: 1, ...options });

const FAULTS: Readonly<Record<string, (path: string, bytes: Buffer, random: Random) => Promise<void>>> = {
  'turn a bit': async (path, bytes, random) => {
    bytes[below(random, bytes.length)] ^= 1 << below(random, 8);
    await writeFile(path, bytes);
  },
  'turn bytes': async (path, bytes, random) => {
    const at = below(random, bytes.length);
    for (let i = at; i < Math.min(bytes.length, at + 64); i++) bytes[i] = below(random, 256);
    await writeFile(path, bytes);
  },
  'zero a block': async (path, bytes, random) => {
    const at = below(random, bytes.length);
    await writeFile(path, bytes.fill(0, at, Math.min(bytes.length, at + 512)));
  },
  cut: (path, bytes, random) => writeFile(path, bytes.subarray(0, below(random, bytes.length))),
  empty: (path) => writeFile(path, ''),
  lengthen: (path, bytes) => writeFile(path, Buffer.concat([bytes, bytes.subarray(0, 40)])),
  remove: (path) => rm(path),
  'a folder in its place': async (path) => {
    await rm(path);
    await mkdir(path);
  },
  // root has all permissions
  ...(process.platform !== 'win32' && process.getuid?.() !== 0 && { 'no permission': (path) => chmod(path, 0) }),
};

/** Runs work that may fail with a clear error. */
async function attempt<T>(work: () => Promise<T>): Promise<T | RbassistError> {
  try {
    return await work();
  } catch (error) {
    if (!RbassistError.isInstance(error)) throw error;
    expect(error.message.length).toBeGreaterThan(30);
    return error;
  }
}

/** Uses a library first after a fault. Returns its messages and records; undefined if it refuses to open. */
async function use(dataDir: string, seed: string, damaged: string) {
  const said: string[] = [];
  const opened = await attempt(() => openLibrary({ dataDir, onWarning: ({ message }) => said.push(message) }));
  if (RbassistError.isInstance(opened)) {
    expect(opened.message).toContain(damaged);
    return undefined;
  }
  const records = Object.fromEntries(opened.tracks());
  const saidFirst = [...said];
  await opened.stats();
  const answer = await attempt(() => opened.recommend(seed, WIDE));
  await attempt(() => scanHere(opened));
  await attempt(() => opened.close());
  return { records, saidFirst, said, answer };
}

/** Repairs the library as its messages tell the user. */
async function repairAll(dataDir: string) {
  const library = await openLibrary({ dataDir });
  await library.repair([], { apply: true });
  const scanned = await attempt(() => scanHere(library));
  if (scanned instanceof SpaceMismatchError) await scanHere(library, { reEmbed: true });
  else expect(scanned).toMatchObject({ failed: 0 });
  const { findings } = await library.check();
  const records = Object.fromEntries(library.tracks());
  await library.close();
  return { findings, records };
}

/** Returns true if a damaged file looks valid: it is missing, ends between two lines, or contains other valid JSON. */
async function passesForWhole(path: string): Promise<boolean> {
  const bytes = await readFile(path).catch(() => Buffer.alloc(0));
  if (path.endsWith('.ndjson')) return bytes.length === 0 || bytes.at(-1) === 0x0a;
  try {
    return bytes.length === 0 || (isUtf8(bytes) && typeof JSON.parse(bytes.toString()) === 'object');
  } catch {
    return false;
  }
}

function withoutCues(records: Record<string, TrackRecord>): string[] {
  return paths.filter((path) => !isDeepStrictEqual(records[path]?.cues, known[path].cues));
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return files.map((file) => relative(folder, file)).sort();
}

async function vectorOf(dataDir: string, record: TrackRecord | undefined): Promise<Float32Array> {
  const file = join(dataDir, 'embeddings', basename(record?.embedding ?? 'none'));
  return decodeNpy(await readFile(file), file).data;
}

/** The same number gives the same damage. */
async function injectFault(i: number) {
  const random = seededRandom(i);
  const names = await filesOf(whole);
  const sorts = [
    names.filter((name) => name.startsWith('meta.')),
    names.filter((name) => name.startsWith('index')),
    names.filter((name) => name.endsWith('.npy') && !name.startsWith('index')),
  ];
  const name = pick(random, sorts[i % sorts.length]);
  const fault = pick(random, Object.keys(FAULTS));
  const dataDir = join(whole, '..', `case-${i}`);
  const damaged = join(dataDir, name);
  await cp(whole, dataDir, { recursive: true, preserveTimestamps: true });
  await FAULTS[fault](damaged, await readFile(damaged), random);
  return { dataDir, name, damaged, about: `${fault} of ${name}`, seed: pick(random, paths) };
}

describe('a fault in any file of a library', { timeout: 600_000 }, () => {
  it.each(CASES)('does not crash, is reported if it loses data, and can be repaired (case %i)', async (i) => {
    const { dataDir, name, damaged, about, seed } = await injectFault(i);
    const silent = await passesForWhole(damaged);

    const used = await use(dataDir, seed, damaged);
    const said = used?.said ?? ['what is in the way'];
    if (used) {
      const { records, saidFirst, answer } = used;
      const lost = Object.keys(known).filter((path) => !isDeepStrictEqual(records[path], known[path]));
      if (!name.startsWith('meta.')) expect(lost, about).toEqual([]);
      else if (lost.length > 0 && !silent) expect(saidFirst.join(), about).toContain(damaged);
      const refused = RbassistError.isInstance(answer);
      if (name.startsWith('index') && !refused) expect(said.join(), about).toContain(join(dataDir, 'index'));
      if (name.endsWith('.npy') && !name.startsWith('index')) expect(refused, about).toBe(false);
    }

    await chmod(damaged, 0o644).catch(() => {});
    if ((await stat(damaged).catch(() => undefined))?.isDirectory()) await rm(damaged, { recursive: true });
    const { findings, records } = await repairAll(dataDir);
    // a record with a garbled path belongs to no track
    const ours = ({ paths: found }: { paths: string[] }) =>
      found.length === 0 || found.some((path) => paths.includes(path) || path.startsWith(dataDir));
    expect(findings.filter(ours), about).toEqual([]);
    for (const path of paths) expect(await vectorOf(dataDir, records[path]), about).toEqual(vectors[path]);
    const cuesMayBeLost = name.startsWith('meta.') && (silent || said.length > 0);
    if (!cuesMayBeLost) expect(withoutCues(records), about).toEqual([]);
    await rm(dataDir, { recursive: true });
  });

  it('costs only time if the file is a cache for a large meta.json', async () => {
    const large = join(whole, '..', 'large');
    await cp(whole, large, { recursive: true, preserveTimestamps: true });
    const meta = JSON.parse(await readFile(join(large, 'meta.json'), 'utf8'));
    await rm(join(large, 'meta.journal.ndjson'));
    await writeFile(join(large, 'meta.json'), JSON.stringify({ ...meta, padding: 'x'.repeat(1 << 24) }));
    const before = Object.fromEntries((await openLibrary({ dataDir: large })).tracks());
    const places = join(large, 'meta.places');
    const bytes = await readFile(places);
    for (const [i, fault] of Object.keys(FAULTS).entries()) {
      await rm(places, { recursive: true, force: true });
      await writeFile(places, bytes);
      await FAULTS[fault](places, Buffer.from(bytes), seededRandom(i));
      const said: string[] = [];
      const library = await openLibrary({ dataDir: large, onWarning: ({ message }) => said.push(message) });
      expect(Object.fromEntries(library.tracks()), fault).toEqual(before);
      expect((await library.recommend(paths[0], WIDE)).recommendations).toHaveLength(TRACKS - 1);
      await library.close();
      expect(said).toEqual([]);
    }
    await rm(large, { recursive: true });
  });

  it.each(['embeddings', 'index'])('that deletes the folder of %s is repaired by a scan', async (name) => {
    const dataDir = join(whole, '..', `without-${name}`);
    await cp(whole, dataDir, { recursive: true, preserveTimestamps: true });
    await rm(join(dataDir, name), { recursive: true });
    const library = await openLibrary({ dataDir });
    expect((await library.recommend(paths[0], WIDE)).recommendations).toHaveLength(TRACKS - 1);
    expect(await scanHere(library)).toMatchObject({ failed: 0, index: { count: TRACKS, skipped: [] } });
    expect((await library.check()).findings).toEqual([]);
    expect(withoutCues(Object.fromEntries(library.tracks()))).toEqual([]);
    await library.close();
  });

  it.each(['embeddings', 'index'])('that puts a file in place of the folder of %s is reported', async (name) => {
    const dataDir = join(whole, '..', `file-for-${name}`);
    await cp(whole, dataDir, { recursive: true, preserveTimestamps: true });
    await rm(join(dataDir, name), { recursive: true });
    await writeFile(join(dataDir, name), 'not a folder');
    const library = await openLibrary({ dataDir });
    await expect(scanHere(library)).rejects.toThrow(DataFolderError);
    await expect(scanHere(library)).rejects.toThrow(join(dataDir, name));
    await expect(scanHere(library)).rejects.toThrow(
      expect.objectContaining({
        remedies: expect.arrayContaining([{ action: 'move-away', path: join(dataDir, name) }]),
      }),
    );
    await library.close();
    await rm(join(dataDir, name));
    expect(await scan(dataDir)).toMatchObject({ failed: 0, index: { count: TRACKS } });
  });
});

describe('a disk that fills up during a scan', { timeout: 300_000 }, () => {
  it('stops it, names the folder, keeps finished work, and continues when there is space', async ({ skip }) => {
    const disk = await smallDisk('full', '120k');
    if (!disk) return skip();
    const all = join(sounds[0], '..');
    const words = ['scan', all, '--data-dir', disk.folder, '--workers', '1', '--no-analyze', '--json'];
    const { code, stdout, stderr } = await start(words).ended;
    expect(code).toBe(1);
    expect(stderr).toContain(disk.folder);
    expect(stderr).toContain('the disk is full. Free some space and run the same command again');
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.at(-1)).toMatchObject({ error: { code: 'data-folder' } });
    const done = events.filter(({ type }) => type === 'track');
    expect(done.length).toBeGreaterThan(3);
    expect(done.length).toBeLessThan(sounds.length);

    const warnings: string[] = [];
    const library = await openLibrary({ dataDir: disk.folder, onWarning: ({ message }) => warnings.push(message) });
    for (const { path, record } of done) expect(library.track(path)).toEqual(record);
    await library.close();
    expect(warnings).toEqual([]);

    disk.resize('8m');
    const again = await start(words).ended;
    const summary = JSON.parse(again.stdout.trim().split('\n').at(-1)!);
    expect(summary).toMatchObject({ failed: 0, index: { count: sounds.length } });
    expect(summary.unchanged).toBeGreaterThanOrEqual(done.length);
    const checked = JSON.parse((await start(['library', 'check', '--json', '--data-dir', disk.folder]).ended).stdout);
    expect(checked).toMatchObject({ tracks: sounds.length, findings: [] });
  });

  it('does not prevent reading a library without write permission', async ({ skip }) => {
    const disk = await smallDisk('read-only', '8m');
    if (!disk) return skip();
    const dataDir = join(disk.folder, 'data');
    await cp(whole, dataDir, { recursive: true });
    await rm(join(dataDir, 'index'), { recursive: true });
    disk.makeReadOnly();
    const said: string[] = [];
    const library = await openLibrary({ dataDir, onWarning: ({ message }) => said.push(message) });
    expect((await library.recommend(paths[0], WIDE)).recommendations).toHaveLength(TRACKS - 1);
    expect(said.join()).toContain('the disk is read-only');
    await expect(scanHere(library)).rejects.toThrow('the disk is read-only');
    expect((await library.stats()).tracks).toBe(TRACKS);
    await library.close();
  });
});
