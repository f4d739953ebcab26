import { copyFile, mkdir, readdir, readFile, rename, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Cue, decodeNpy, fileSignature, isFiniteVector, type TrackRecord } from '@rbassist/core';
import { openLibrary } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { below, pick, type Random, seededRandom } from '@rbassist/testing/random';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeSounds } from './support/music.ts';
import { start } from './support/rbassist.ts';

const SECONDS = 1.5;
const TRACKS_EACH = 30;
const KILLS_EACH = 25;
/** Maximum number of scans, because some finish before the kill. */
const MOST_SCANS = KILLS_EACH * 6;
const YEAR_2020_S = 1_577_836_800;
/** Files that may stay in a data folder without a writer. */
const LASTING =
  /^(?:meta\.json(?:\.backup-[\d-]+)?|meta\.places|embeddings|index|embeddings.[^.]+\.npy|index.[a-z]+\.(?:json|npy|idx)|waveforms(?:.[^.]+\.waveform)?)$/;

/** Maximum delay of a kill after the scan starts, analyses a track, or begins to index and save. */
const LONGEST_MS = { starting: 500, listening: 40, indexing: 100 } as const;
const MOMENTS = ['starting', 'listening', 'listening', 'indexing', 'indexing'] as const;

/** Sounds of the tracks, rendered once. */
let sounds: string[];
beforeAll(async () => {
  sounds = await writeSounds(await temporaryFolder('sounds'), SECONDS);
});

/** State of a library and its music while its scans are killed. */
interface CrashScenario {
  dataDir: string;
  music: string;
  paths: string[];
  /** Tracks that a scan reported as done, with their records. */
  done: Map<string, TrackRecord>;
  /** Tracks that changed since then, or that no scan has reported yet. */
  waiting: Set<string>;
  /** Tracks that the last scan may have saved without a report before it was killed. */
  unsaid: Set<string>;
  written: number;
}

async function newScenario(name: string): Promise<CrashScenario> {
  const root = await temporaryFolder(name);
  const scenario: CrashScenario = {
    dataDir: join(root, 'data'),
    music: join(root, 'Müsik'),
    paths: [],
    done: new Map(),
    waiting: new Set(),
    unsaid: new Set(),
    written: 0,
  };
  await mkdir(join(scenario.music, 'Moved'), { recursive: true });
  for (let i = 0; i < TRACKS_EACH; i++) scenario.paths.push(join(scenario.music, `Track ${i}.wav`));
  for (const path of scenario.paths) await writeSound(scenario, path);
  await mkdir(scenario.dataDir);
  const tracks = Object.fromEntries(scenario.paths.map((path) => [path, { cues: cuesOf(path) }]));
  await writeFile(join(scenario.dataDir, 'meta.json'), JSON.stringify({ tracks }));
  return scenario;
}

/** Cues set by a person, which no scan may lose. */
function cuesOf(path: string): Cue[] {
  return [{ name: basename(path), type: 0, num: 0, start: 1 }];
}

/** Gives a track another sound and a unique time. */
async function writeSound(scenario: CrashScenario, path: string): Promise<void> {
  const time = YEAR_2020_S + ++scenario.written;
  await copyFile(sounds[time % sounds.length], path);
  await utimes(path, time, time);
  scenario.waiting.add(path);
}

/** Changes some tracks for the next scan: few, so that it soon reaches the index, or many. */
async function change(scenario: CrashScenario, random: Random): Promise<void> {
  const count = pick(random, [1, 2, 3, 10, 20]);
  const inPlace = scenario.paths.filter((path) => !path.includes('Moved'));
  for (let i = 0; i < count; i++) await writeSound(scenario, pick(random, inPlace));
  if (below(random, 4) > 0) return;
  const from = pick(random, inPlace);
  // a file that no scan has seen can't be recognised after a move
  if (scenario.waiting.has(from)) return;
  const to = join(scenario.music, 'Moved', basename(from));
  await rename(from, to);
  scenario.paths = scenario.paths.map((path) => (path === from ? to : path));
  scenario.waiting.add(to);
}

/** Scans and stores the reported tracks. Returns true if the scan was killed. */
async function scan(scenario: CrashScenario, random: Random): Promise<boolean> {
  const { dataDir, music, done, waiting } = scenario;
  const analyze = below(random, 5) === 0;
  const words = ['scan', music, '--data-dir', dataDir, '--json', '--workers', '1'];
  const { child, ended, whenSaid } = start(analyze ? words : [...words, '--no-analyze']);
  scenario.unsaid = new Set(analyze ? scenario.paths : waiting);
  const moment = pick(random, MOMENTS);
  if (moment === 'listening') await whenSaid(`"done":${1 + below(random, waiting.size)},`).catch(() => {});
  if (moment === 'indexing') await whenSaid('"stage":"index"').catch(() => {});
  await delay(below(random, LONGEST_MS[moment]));
  child.kill('SIGKILL');
  const { code, stdout, stderr } = await ended;
  expect([null, 0], stderr).toContain(code);
  for (const line of stdout.split('\n').slice(0, -1)) {
    const event = JSON.parse(line);
    if (event.type !== 'track' || event.state === 'unchanged') continue;
    expect(event.state).toBe('processed');
    const { path, record } = event;
    // a scan does not process finished tracks again
    if (!analyze) expect(waiting).toContain(path);
    done.set(path, record);
    waiting.delete(path);
    scenario.unsaid.delete(path);
  }
  return code === null;
}

/** Expects that all reported tracks have their records and vectors. */
async function expectNothingLost({ dataDir, done, waiting, unsaid }: CrashScenario): Promise<void> {
  const warnings: string[] = [];
  const library = await openLibrary({ dataDir, onWarning: ({ message }) => warnings.push(message) });
  expect(warnings.filter((message) => !message.includes('incomplete update'))).toEqual([]);
  for (const [path, said] of done) {
    const known = library.track(path) ?? {};
    const file = known.embedding ?? 'none';
    const vector = decodeNpy(await readFile(file), file);
    expect(isFiniteVector(vector.data)).toBe(true);
    const current = await fileSignature(path).catch(() => undefined);
    if (unsaid.has(path) && known.embedding_signature === current) {
      done.set(path, known);
      waiting.delete(path);
    } else {
      // a scan may have marked a moved file as missing; it does not print contours
      const { missing: _, features: _known, sig_bpmkey_fast: cached, ...record } = known;
      const { features: _said, sig_bpmkey_fast: saidCached, ...saidRecord } = said;
      expect(record).toEqual(saidRecord);
      // the plan of a scan caches that a changed file still has the content that was analysed
      expect([saidCached, current]).toContain(cached);
      done.set(path, { ...said, sig_bpmkey_fast: cached });
    }
  }
  await library.close();
}

/** Runs a command that must succeed. Returns the last line of its output, parsed as JSON. */
async function succeed(...words: string[]) {
  const { code, stdout, stderr } = await start([...words, '--json']).ended;
  expect(code, stderr + stdout).toBe(0);
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
}

/** Expects after a last scan and repair that every track has one record, as if no scan had been killed. */
async function expectWhole({ dataDir, music, paths }: CrashScenario): Promise<void> {
  const scanned = await succeed('scan', music, '--data-dir', dataDir, '--no-analyze');
  expect(scanned).toMatchObject({ found: TRACKS_EACH, failed: 0 });
  await succeed('library', 'repair', '--apply', '--data-dir', dataDir);
  await succeed('library', 'empty-trash', '--data-dir', dataDir);
  const { findings, tracks } = await succeed('library', 'check', '--data-dir', dataDir);
  expect({ findings, tracks }).toEqual({ findings: [], tracks: TRACKS_EACH });

  const library = await openLibrary({ dataDir });
  const known = Object.fromEntries(library.tracks());
  expect(Object.keys(known).sort()).toEqual([...paths].sort());
  for (const path of paths) expect(known[path].cues).toEqual(cuesOf(path));
  expect(await library.stats()).toMatchObject({ index: { tracks: TRACKS_EACH } });
  await library.close();
  const left = await readdir(dataDir, { recursive: true });
  expect(left.filter((name) => !LASTING.test(name))).toEqual([]);

  const fresh = await temporaryFolder('fresh');
  await succeed('scan', music, '--data-dir', fresh, '--no-analyze');
  expect(await vectorsOf(dataDir)).toEqual(await vectorsOf(fresh));
}

async function vectorsOf(dataDir: string): Promise<Record<string, string>> {
  const folder = join(dataDir, 'embeddings');
  const names = (await readdir(folder)).sort();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'base64')] as const)),
  );
}

describe('a killed scan', { timeout: 600_000 }, () => {
  it('continues at once after a kill', async () => {
    const fresh = await temporaryFolder('killed');
    const music = join(sounds[0], '..');
    const scan = start(['scan', music, '--data-dir', fresh, '--workers', '1', '--checkpoint-every', '1', '--verbose']);
    await scan.whenSaid('done: ');
    scan.child.kill('SIGKILL');
    await scan.ended;
    const rest = await start(['scan', music, '--data-dir', fresh]).ended;
    expect(rest.code).toBe(0);
    expect(rest.stdout).toMatch(/^\d+ tracks processed(?: \(\d+ new\))?, [1-9]\d* unchanged/m);
    expect((await readdir(fresh)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it.concurrent.each([1, 2])('loses no reported track after kills at random times, library %i', async (seed) => {
    const random = seededRandom(seed);
    const scenario = await newScenario(`kill-${seed}`);
    let kills = 0;
    let scans = 0;
    while (kills < KILLS_EACH) {
      expect(++scans).toBeLessThan(MOST_SCANS);
      if (scenario.waiting.size === 0 || below(random, 4) === 0) await change(scenario, random);
      if (await scan(scenario, random)) kills++;
      await expectNothingLost(scenario);
    }
    await expectWhole(scenario);
  });
});
