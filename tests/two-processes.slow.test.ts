import { copyFile, mkdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { LibraryBusyError } from '@rbassist/core';
import { openLibrary } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeSounds } from './support/music.ts';
import { start, startProgram } from './support/rbassist.ts';

const OLD = 8;
/** Enough tracks to stop a scan while it runs. */
const NEW = 100;
const SECONDS = 1.5;
const WIDE = { top: 500, tempoPct: 1000, camelotNeighbors: false };
const WIDE_FLAGS = ['--top', '500', '--tempo-pct', '1000', '--no-camelot-neighbors'];

const rbassist = (...words: string[]) => start(words).ended;

/** Sounds of the tracks, rendered once. */
let sounds: string[];
beforeAll(async () => {
  sounds = await writeSounds(await temporaryFolder('sounds'), SECONDS);
});

let music: string;
let dataDir: string;
let seed: string;

/** A library with a few tracks, and more tracks that no scan has seen. */
beforeEach(async () => {
  const root = await temporaryFolder('two');
  music = join(root, 'Müsik');
  dataDir = join(root, 'data');
  seed = join(music, '0.wav');
  await mkdir(music);
  await writeTracks(0, OLD);
  expect((await rbassist(...scanWords())).code).toBe(0);
  await writeTracks(OLD, OLD + NEW);
});

async function writeTracks(from: number, to: number): Promise<void> {
  for (let i = from; i < to; i++) await copyFile(sounds[i % sounds.length], join(music, `${i}.wav`));
}

function scanWords(): string[] {
  return ['scan', music, '--data-dir', dataDir, '--json', '--workers', '1', '--no-analyze'];
}

/** Starts a scan, and pauses its process after some tracks while it has the lock. */
async function scanThatStands() {
  const { child, ended, whenSaid } = start(scanWords());
  await whenSaid('"done":2,');
  child.kill('SIGSTOP');
  return {
    /** Continues the process. Resolves when it has ended. */
    goOn: () => {
      child.kill('SIGCONT');
      return ended;
    },
  };
}

interface Answer {
  recommendations: unknown[];
  filtered: { copy: number };
}

/** Returns the number of tracks in an answer, and of those left out because their sound is that of another. */
const answered = ({ recommendations, filtered }: Answer): number => recommendations.length + filtered.copy;

async function recommend() {
  const { code, stdout, stderr } = await rbassist('recommend', seed, '--json', '--data-dir', dataDir, ...WIDE_FLAGS);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

async function expectWhole(tracks: number): Promise<void> {
  const { stdout } = await rbassist('library', 'check', '--json', '--data-dir', dataDir);
  expect(JSON.parse(stdout)).toMatchObject({ tracks, findings: [] });
}

// waiting for a paused process would never end
describe.skipIf(process.platform === 'win32')('while a scan runs', { timeout: 300_000 }, () => {
  it('recommend uses the data from before', async () => {
    const { goOn } = await scanThatStands();
    const before = await recommend();
    expect(before.seed.path).toBe(seed);
    expect(before.recommendations).toHaveLength(OLD - 1);
    expect(await goOn()).toMatchObject({ code: 0 });
    expect(answered(await recommend())).toBe(OLD + NEW - 1);
    await expectWhole(OLD + NEW);
  });

  it.each([
    ['a second scan', () => scanWords()],
    ['library repair --apply', () => ['library', 'repair', '--apply', '--data-dir', dataDir, '--json']],
    ['index', () => ['index', '--data-dir', dataDir, '--json']],
  ])('%s names the writer, and changes nothing', async (_, words) => {
    const { goOn } = await scanThatStands();
    const { code, stdout, stderr } = await rbassist(...words());
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: new LibraryBusyError('', '').code } });
    expect(stderr).toMatch(/Another rbassist \(process \d+ on .+\) is writing to .+\. Wait for it to finish/);
    expect(stderr).toContain(dataDir);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    const { code: firstCode, stdout: events } = await goOn();
    expect(firstCode).toBe(0);
    expect(JSON.parse(events.trim().split('\n').at(-1)!)).toMatchObject({ added: NEW, unchanged: OLD, failed: 0 });
    expect((await rbassist(...words())).code).toBe(0);
    await expectWhole(OLD + NEW);
  });

  it('reading commands change nothing and do not wait', async () => {
    const { goOn } = await scanThatStands();
    for (const words of [['stats'], ['library', 'check'], ['library', 'repair'], ['library', 'prune'], ['dup-check']]) {
      const { stderr, stdout } = await rbassist(...words, '--data-dir', dataDir, '--json');
      expect(JSON.parse(stdout), words.join(' ')).not.toHaveProperty('error');
      expect(stderr).not.toContain('Warning');
    }
    expect(await goOn()).toMatchObject({ code: 0 });
    await expectWhole(OLD + NEW);
  });

  it('recommend works even if a crash left no usable index', async () => {
    await truncate(join(dataDir, 'index', 'paths.json'), 10);
    const { goOn } = await scanThatStands();
    const { code, stdout, stderr } = await rbassist('recommend', seed, '--json', '--data-dir', dataDir, ...WIDE_FLAGS);
    expect(code, stderr).toBe(0);
    expect(answered(JSON.parse(stdout))).toBeGreaterThanOrEqual(OLD - 1);
    expect(stderr).toContain('paths.json');
    expect(stderr).toContain('is writing to');
    expect(await goOn()).toMatchObject({ code: 0 });
    expect(answered(await recommend())).toBe(OLD + NEW - 1);
    await expectWhole(OLD + NEW);
  });
});

describe('a reader', { timeout: 300_000 }, () => {
  /** Replaces the index forever, with every installed engine in turn. */
  const REPLACER = `
    import { describeMachine, openLibrary } from '@rbassist/library';
    const engines = (await describeMachine()).engines.filter(({ available }) => available).map(({ name }) => name);
    for (let n = 1; ; n++) {
      const library = await openLibrary({ dataDir: process.argv[1], engine: engines[n % engines.length] });
      await library.buildIndex();
      await library.close();
      console.log('built ' + n + ';');
    }
  `;

  it('gets a result at any time while the index is replaced', async () => {
    const { child, ended, whenSaid } = startProgram(REPLACER, dataDir);
    try {
      await whenSaid('built 2;');
      for (let asked = 0; asked < 60; asked++) {
        const warnings: string[] = [];
        const library = await openLibrary({ dataDir, onWarning: ({ message }) => warnings.push(message) });
        const { recommendations } = await library.recommend(seed, WIDE);
        expect(recommendations).toHaveLength(OLD - 1);
        await library.close();
        expect(warnings).toEqual([]);
      }
      for (let asked = 0; asked < 5; asked++) expect((await recommend()).recommendations).toHaveLength(OLD - 1);
      // it did not block the writer
      await whenSaid('built 10;');
    } finally {
      child.kill('SIGKILL');
      await ended;
    }
    expect((await ended).stderr).toBe('');
    expect((await rbassist('index', '--data-dir', dataDir)).code).toBe(0);
    await rbassist('library', 'repair', '--apply', '--data-dir', dataDir);
    await expectWhole(OLD);
  });

  it('keeps working during a scan, and does not block it', async () => {
    const library = await openLibrary({ dataDir });
    const before = Object.fromEntries(library.tracks());
    const first = await library.recommend(seed, WIDE);
    expect(first.recommendations).toHaveLength(OLD - 1);

    expect((await rbassist(...scanWords())).code).toBe(0);
    const { recommendations } = await library.recommend(seed, WIDE);
    expect(recommendations.length).toBeGreaterThanOrEqual(OLD - 1);
    for (const [path, record] of Object.entries(before)) expect(library.track(path)).toEqual(record);
    expect((await library.stats()).tracks).toBeGreaterThanOrEqual(OLD);
    expect((await library.check()).findings.filter(({ kind }) => kind !== 'index-extra' && kind !== 'orphan')).toEqual(
      [],
    );
    await library.close();
    await expectWhole(OLD + NEW);
  });

  it('in another process does not block a scan', async () => {
    const { child, ended, whenSaid } = startProgram(
      `
        import { openLibrary } from '@rbassist/library';
        const library = await openLibrary({ dataDir: process.argv[1] });
        const ask = async () => (await library.recommend(process.argv[2], ${JSON.stringify(WIDE)})).recommendations.length;
        console.log('first ' + (await ask()));
        process.stdin.once('data', async () => {
          console.log('then ' + (await ask()));
          await library.close();
          process.exit();
        });
      `,
      dataDir,
      seed,
    );
    await whenSaid(`first ${OLD - 1}`);
    expect((await rbassist(...scanWords())).code).toBe(0);
    await expectWhole(OLD + NEW);
    child.stdin?.write('go on\n');
    const { code, stdout, stderr } = await ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(Number(/then (\d+)/.exec(stdout)?.[1])).toBeGreaterThanOrEqual(OLD - 1);
  });
});
