import { copyFile, mkdir, readFile, rename, truncate, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CueTemplate } from '@rbassist/analyze';
import { encodeNpy, type TrackRecord } from '@rbassist/core';
import { type Library, openLibrary, type ScanOptions } from '@rbassist/library';
import { openMetaStore } from '@rbassist/meta';
import { temporaryFolder } from '@rbassist/testing';
import { synthesizeLibrary } from '@rbassist/testing/synth';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { maskMeta } from './support/masked-meta.ts';
import { writeUntagged } from './support/music.ts';

/**
 * Compares meta.json byte by byte after each kind of work: key order, number formats and layout. After an intended
 * change, run `npx vitest run tests/golden-meta.slow.test.ts -u` to update the fixtures, and read their diff.
 */

const FIXTURES = join(import.meta.dirname, 'fixtures');
const GOLDEN = join(FIXTURES, 'golden');
/** A MERT of 32 dimensions with random weights. */
const CHECKPOINT = join(FIXTURES, 'mert', 'stable-ln');
const SECONDS = 12;
/** All steps run before the first comparison, which takes long on a busy machine. */
const TIMEOUT_MS = 300_000;
const FIRST_TIME_S = 1_000_000_000;

const IRON_LUNG = 'techno/Halvard Mesk - Iron Lung Parade.wav';
const PERIHELION = 'house/Perihelion.wav';
const KETTLE = 'house/Copper Kettle.wav';
const INTRO = 'Zoë/Intro.mp3';
const CHANGED = 'Zoë/Changed.mp3';
const AIFF = 'dub/Plain.aiff';

const started = Date.now();
let root: string;
let dataDir: string;
let files = 0;

const at = (name: string) => join(root, 'music', name);

/** Gives a file a fixed time, so that its signature is always the same. */
const setTime = (name: string) => utimes(at(name), FIRST_TIME_S, FIRST_TIME_S + ++files);

async function copyTo(name: string, from: string): Promise<void> {
  await mkdir(dirname(at(name)), { recursive: true });
  await copyFile(from, at(name));
  await setTime(name);
}

async function makeMusic(): Promise<void> {
  await copyTo(INTRO, join(FIXTURES, 'audio', 'tagged.mp3'));
  await copyTo(CHANGED, join(FIXTURES, 'audio', 'vbr.mp3'));
  await copyTo(AIFF, join(FIXTURES, 'audio', 'plain.aiff'));
  await synthesizeLibrary(at('techno'), { tracks: 1, seconds: SECONDS });
  await setTime(IRON_LUNG);
  await mkdir(at('house'));
  for (const [name, title] of [
    [PERIHELION, 'Perihelion'],
    [KETTLE, 'Copper Kettle'],
  ]) {
    await writeUntagged(at(name), title, SECONDS);
    await setTime(name);
  }
}

async function inLibrary<T>(work: (library: Library) => Promise<T>): Promise<T> {
  const library = await openLibrary({ dataDir });
  try {
    return await work(library);
  } finally {
    await library.close();
  }
}

async function toEnd<T>(job: AsyncGenerator<unknown, T>): Promise<T> {
  let step = await job.next();
  while (!step.done) step = await job.next();
  return step.value;
}

const scan = (options: ScanOptions = {}, paths = [at('')]) =>
  inLibrary((library) => toEnd(library.scan(paths, { updateIndex: false, ...options })));

/** Changes records like a person in another program. */
async function edit(changes: Record<string, { [key: string]: unknown }>): Promise<void> {
  const store = await openMetaStore(join(dataDir, 'meta.json'));
  for (const [name, patch] of Object.entries(changes)) store.update(at(name), patch);
  await store.close();
}

async function record(name: string): Promise<TrackRecord> {
  return JSON.parse(await readFile(join(dataDir, 'meta.json'), 'utf8')).tracks[at(name)];
}

const NO_CONFIDENCE = { bpm_confidence: undefined } as const;
const cue = (name: string, start: number, end?: number) => ({ name, type: 0, num: 1, start, ...(end && { end }) });
const GRID = [{ inizio_sec: 0.25, bpm: 129.5, metro: '4/4', battito: 1 }];

/** New paths of renamed files. */
const MOVES = {
  [PERIHELION]: 'house/Perihelion (Original Mix).wav',
  [KETTLE]: 'house/Kettle.wav',
  [IRON_LUNG]: 'techno/Iron Lung Parade.wav',
  [INTRO]: 'Zoë/Opening.mp3',
} as const;

async function mergeConflicts(): Promise<void> {
  for (const [from, to] of Object.entries(MOVES)) await rename(at(from), at(to));
  await scan({}, [at(MOVES[PERIHELION])]);
  await scan({ analyze: false }, [at(MOVES[KETTLE])]);
  await scan({ embed: false }, [at(MOVES[IRON_LUNG])]);
  const { features: theirs } = await record(PERIHELION);
  const { features: ours } = await record(MOVES[PERIHELION]);
  await edit({
    [PERIHELION]: {
      added: '2020-01-02T03:04:05.000Z',
      artist: 'Unit Orrery',
      title: 'Perihelion',
      album: 'Slow Machines',
      ...{ rating: 5, comments: 'old', mytags: ['Peak', 'Dark'], tags: ['a'], genre: 'Techno' },
      ...{ bpm: 129.5, ...NO_CONFIDENCE, cues: [cue('Old', 1.5)], tempos: GRID },
      features: { ...theirs, samples: 0.25, custom: { x: 1 } },
      theirs: { any: [1, 2.5] },
      only_theirs: 1e21,
      tag_suggestions: [{ tag: 'Dark', score: 0.5 }],
      merge_conflicts: { rating: [{ value: 1, from: '/older.wav' }] },
    },
    [MOVES[PERIHELION]]: {
      artist: 'Perihelion',
      title: 'Original Mix',
      album: 'Cold Machines',
      ...{ rating: 3, comments: '', mytags: ['Vocal', 'Peak'], tags: ['b', 'a'], genre: null },
      ...{ bpm: 131, ...NO_CONFIDENCE, cues: [cue('New', 2, 4)] },
      features: { custom: { y: 2 }, ...ours },
      theirs: { any: [2] },
    },
    [MOVES[IRON_LUNG]]: { mytags: [], rating: 0 },
    [KETTLE]: { key: '3B', key_name: 'Db major', key_confidence: undefined, error: null },
  });
  await inLibrary((library) => library.repair([], { apply: true }));
}

async function stage(): Promise<void> {
  for (const name of [AIFF, CHANGED]) await copyTo(join('copies', name), at(name));
  await scan();
  const work = { rating: 4, comments: 'of the copy', mytags: ['Copy'], tags: ['x'], cues: [cue('Copy', 0.1)] };
  await edit({
    [join('copies', AIFF)]: { ...work, tempos: GRID },
    [AIFF]: { rating: 0, comments: '', mytags: [] },
    [join('copies', CHANGED)]: work,
    [CHANGED]: { rating: 2, cues: [cue('Kept', 0.2)] },
  });
  const keepIn = [AIFF, CHANGED].map((name) => dirname(at(name)));
  await inLibrary((library) => library.stageDuplicates({ mode: 'exact', move: true, keepIn }));
}

async function fail(): Promise<void> {
  await writeFile(at('text.wav'), 'this is no music\n'.repeat(100));
  await copyTo('cut.wav', at(MOVES[KETTLE]));
  await truncate(at('cut.wav'), 300_000);
  await writeFile(at(AIFF), 'no longer music');
  for (const name of ['text.wav', 'cut.wav', AIFF]) await setTime(name);
  await scan();
}

async function mend(): Promise<void> {
  await copyTo(AIFF, join(FIXTURES, 'audio', 'plain.aiff'));
  await scan();
}

/** A library of the Python rbassist, whose vectors name no space. */
async function pythonVectors(): Promise<void> {
  dataDir = join(root, 'python');
  await mkdir(join(dataDir, 'embeddings'), { recursive: true });
  const embedding = join(dataDir, 'embeddings', 'Intro.npy');
  await writeFile(embedding, encodeNpy(Float32Array.from({ length: 1024 }, (_, i) => Math.sin(i))));
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks: {} }));
  const names = [MOVES[INTRO], CHANGED];
  await edit(Object.fromEntries(names.map((name) => [name, { embedding, bpm: 120, embedding_mert: null }])));
  await scan({ model: CHECKPOINT, reEmbed: true, analyze: false, limit: 1 }, [at('Zoë')]);
}

const LOOP: CueTemplate = {
  cues: [
    { name: 'In', kind: 'loop', num: -1, position: { at: 'start', which: 1 }, offsetBars: 1, lengthBars: 2 },
    { name: 'Out', kind: 'memory', num: -1, position: { at: 'end', which: 1 }, offsetBars: 0, lengthBars: null },
  ],
};
const RE_EMBED = { model: CHECKPOINT, reEmbed: true } as const;

const STEPS: Readonly<Record<string, () => Promise<unknown>>> = {
  '01-scanned': () => scan(),
  '02-only-missing': () => scan({ onlyMissing: true }),
  '03-edited': async () => {
    await edit({
      [KETTLE]: { bpm: 100, ...NO_CONFIDENCE, rating: 4 },
      [PERIHELION]: { cues: [cue('Drop', 1.5), cue('Loop', 3.25, 5)], tempos: GRID, mytags: ['Peak'] },
      [IRON_LUNG]: { cues: [] },
    });
    await setTime(CHANGED);
    await scan({ embed: false, resume: false });
  },
  '04-forced': () =>
    scan({ embed: false, resume: false, force: true, analysis: { cueTemplate: LOOP } }, [at('house'), at(CHANGED)]),
  '05-merged': mergeConflicts,
  '06-staged': stage,
  '07-unstaged': () => inLibrary((library) => library.unstage()),
  '08-failed': fail,
  '09-mended': mend,
  '10-half-re-embedded': () => scan({ ...RE_EMBED, limit: 2 }),
  '11-re-embedded': () => scan(RE_EMBED),
  '12-normalized': () => inLibrary((library) => toEnd(library.normalize([at(MOVES[KETTLE]), at(MOVES[INTRO])]))),
  '13-python-half-re-embedded': pythonVectors,
  '14-python-re-embedded': () => scan({ ...RE_EMBED, analyze: false }, [at('Zoë')]),
};

describe.skipIf(process.platform === 'win32')('the text of meta.json', () => {
  const texts = new Map<string, string>();

  beforeAll(async () => {
    // records name their decoder
    vi.stubEnv('RBASSIST_FFMPEG', join(GOLDEN, 'no-ffmpeg'));
    root = await temporaryFolder('golden');
    dataDir = join(root, 'data');
    await makeMusic();
    await mkdir(dataDir);
    const before = await readFile(join(GOLDEN, 'python-library.txt'), 'utf8');
    await writeFile(join(dataDir, 'meta.json'), before.replaceAll('/ROOT', root));
    for (const [name, work] of Object.entries(STEPS)) {
      await work();
      texts.set(name, maskMeta(await readFile(join(dataDir, 'meta.json'), 'utf8'), root, started));
    }
  }, TIMEOUT_MS);

  afterAll(() => {
    vi.unstubAllEnvs();
  });

  it.each(Object.keys(STEPS))('is unchanged, byte for byte, %s', async (name) => {
    await expect(texts.get(name)).toMatchFileSnapshot(join(GOLDEN, `${name}.txt`));
  });
});
