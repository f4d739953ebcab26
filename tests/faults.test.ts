import { isUtf8 } from 'node:buffer';
import { copyFile, cp, mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { RbassistError, SpaceMismatchError, type TrackRecord } from '@rbassist/core';
import { type Library, openLibrary, type ScanOptions, type ScanSummary } from '@rbassist/library';
import { openMetaStore } from '@rbassist/meta';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Chance, chance } from './support/chance.ts';
import { writeSounds } from './support/music.ts';
import { temporaryFolder } from './support/rbassist.ts';

const SECONDS = 1.5;
const TRACKS = 6;
const CASES = 64;
const WIDE = { top: 50, tempoPct: 1000, camelotNeighbors: false };

let sounds: string[];
let music: string;
let paths: string[];
/** A library with a journal, as a crash leaves it. */
let whole: string;
/** What it knows. */
let known: Record<string, TrackRecord>;
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
  const rate = (i: number) => store.update(paths[i], { rating: i, cues: [{ name: `Cue ${i}`, type: 0, num: 0, start: i }] });
  for (const i of [0, 1, 2]) rate(i);
  await store.compact();
  for (const i of [3, 4, 5]) rate(i);
  store.update(paths[0], { comments: 'in the journal' });
  await store.flush();
  known = Object.fromEntries(store.tracks());
  await cp(writing, whole, { recursive: true, filter: (source) => !source.includes('write.') });
  await store.close();
});

async function scanIn(library: Library, options: ScanOptions = {}): Promise<ScanSummary> {
  const events = library.scan([music], { analyze: false, workers: 1, ...options });
  let step = await events.next();
  while (!step.done) step = await events.next();
  return step.value;
}

async function scan(dataDir: string): Promise<ScanSummary> {
  const library = await openLibrary({ dataDir });
  try {
    return await scanIn(library);
  } finally {
    await library.close();
  }
}

/** What may happen to a file, done to it. */
const FAULTS: Readonly<Record<string, (path: string, bytes: Buffer, random: Chance) => Promise<void>>> = {
  'turn a bit': async (path, bytes, { below }) => {
    bytes[below(bytes.length)] ^= 1 << below(8);
    await writeFile(path, bytes);
  },
  'turn bytes': async (path, bytes, { below }) => {
    const at = below(bytes.length);
    for (let i = at; i < Math.min(bytes.length, at + 64); i++) bytes[i] = below(256);
    await writeFile(path, bytes);
  },
  'zero a block': async (path, bytes, { below }) => {
    const at = below(bytes.length);
    await writeFile(path, bytes.fill(0, at, at + 512));
  },
  cut: (path, bytes, { below }) => writeFile(path, bytes.subarray(0, below(bytes.length))),
  empty: (path) => writeFile(path, ''),
  lengthen: (path, bytes) => writeFile(path, Buffer.concat([bytes, bytes.subarray(0, 40)])),
  remove: (path) => rm(path),
  'a folder in its place': async (path) => {
    await rm(path);
    await mkdir(path);
  },
};

/** Does something that may be refused, clearly. */
async function attempt<T>(work: () => Promise<T>): Promise<T | RbassistError> {
  try {
    return await work();
  } catch (error) {
    if (!RbassistError.isInstance(error)) throw error;
    expect(error.message.length).toBeGreaterThan(30);
    return error;
  }
}

/** What a library in use for the first time after a fault knows and says. */
async function use(dataDir: string, seed: string) {
  const warnings: string[] = [];
  const opened = await attempt(() => openLibrary({ dataDir, onWarning: (message) => warnings.push(message) }));
  if (RbassistError.isInstance(opened)) return { refused: opened };
  const records = Object.fromEntries(opened.tracks());
  const said = [...warnings];
  await attempt(() => opened.stats());
  const answer = await attempt(() => opened.recommend(seed, WIDE));
  const scanned = await attempt(() => scanIn(opened));
  await attempt(() => opened.close());
  return { records, said, warnings, answer, scanned };
}

/** What a person does who was told that something is wrong. */
async function mend(dataDir: string) {
  const library = await openLibrary({ dataDir });
  await library.repair([], { apply: true });
  const scanned = await attempt(() => scanIn(library));
  if (scanned instanceof SpaceMismatchError) await scanIn(library, { reEmbed: true });
  else expect(scanned).toMatchObject({ failed: 0 });
  const { findings } = await library.check();
  const records = Object.fromEntries(library.tracks());
  await library.close();
  return { findings, records };
}

function isJson(bytes: Buffer): boolean {
  try {
    return isUtf8(bytes) && typeof JSON.parse(bytes.toString()) === 'object';
  } catch {
    return false;
  }
}

describe('a fault in any file of a library', { timeout: 600_000 }, () => {
  it('crashes nothing, is said where it costs something, and can be mended', async () => {
    const names = (await readdir(whole, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(whole.length + 1))
      .sort();
    const kinds = [names.filter((name) => !name.includes(sep)), names.filter((name) => name.startsWith('index')), names.filter((name) => name.endsWith('.npy'))];
    for (let i = 0; i < CASES; i++) {
      const random = chance(i);
      const name = random.of(kinds[i % kinds.length]);
      const fault = random.of(Object.keys(FAULTS));
      const about = `case ${i}: ${fault} of ${name}`;
      const dataDir = join(whole, '..', `case-${i}`);
      const damaged = join(dataDir, name);
      await cp(whole, dataDir, { recursive: true, preserveTimestamps: true });
      await FAULTS[fault](damaged, await readFile(damaged), random);
      console.log(about);
      const used = await use(dataDir, random.of(paths)).catch((error) => { console.log(error); return {refused: error}; });
      if (used.refused) console.log('  REFUSED', used.refused.message);
      else {
        const { records, said, warnings, answer, scanned } = used as any;
        const lost = Object.entries(known).filter(([path, r]) => JSON.stringify(records[path]) !== JSON.stringify(r)).length;
        console.log('  lost', lost, 'size', Object.keys(records).length, said.map((s: string) => s.slice(0, 300)), warnings.slice(said.length), 'ANSWER', answer.message ?? answer.recommendations.length, 'SCAN', scanned.message ?? JSON.stringify(scanned));
      }
      if ((await stat(damaged).catch(() => undefined))?.isDirectory()) await rm(damaged, { recursive: true });
      try {
      const { findings, records } = await mend(dataDir);
      console.log('  MENDED', findings, Object.keys(records).length, paths.every((p) => records[p]?.embedding), paths.filter((p, i) => JSON.stringify((records[p] as any)?.cues) !== JSON.stringify((known[p] as any).cues)).length);
      } catch (error) { console.log('  UNMENDED', error); }
    }
  });
});
