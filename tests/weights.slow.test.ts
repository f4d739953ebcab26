import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrackRecord } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { COMMIT, startHub, type TestHub } from '@rbassist/testing/model-hub';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { storedRecords } from './support/library.ts';
import { writeUntagged } from './support/music.ts';
import { rbassistWith } from './support/rbassist.ts';

/** A MERT of 32 dimensions with random weights. */
const CHECKPOINT = join(import.meta.dirname, 'fixtures', 'mert', 'stable-ln');
const WEIGHTS = 'pytorch_model.bin';
const ID = 'org/little';
const NEXT_COMMIT = 'f'.repeat(40);

let hub: TestHub;
let pulled: string;
let scanned: string;
let music: string;
let home: string;
let dataDir: string;
beforeAll(async () => {
  hub = await startHub();
  for (const name of ['config.json', 'preprocessor_config.json', WEIGHTS]) {
    hub.files[name] = await readFile(join(CHECKPOINT, name));
  }
  [pulled, scanned, music] = await Promise.all(['pulled', 'scanned', 'music'].map(temporaryFolder));
  for (const title of ['Perihelion', 'Copper Kettle']) await writeUntagged(join(music, `${title}.wav`), title, 4);
  [home, dataDir] = [pulled, scanned];
  expect(await run('model', 'pull', ID, '--accept-license')).toMatchObject({ code: 0 });
  expect(await run('scan', music, '--no-analyze', '--model', ID)).toMatchObject({ code: 0 });
  const other = Buffer.from(hub.files[WEIGHTS]);
  // changes the tensors but keeps a valid zip file, because its checksums are not read
  for (let at = other.length >> 1; at < (other.length >> 1) + 64; at += 4) other[at] ^= 0x0f;
  hub.files[WEIGHTS] = other;
  hub.commit = NEXT_COMMIT;
});
afterAll(() => hub.close());

beforeEach(async () => {
  [home, dataDir] = [await temporaryFolder('home'), await temporaryFolder('data')];
  await cp(pulled, home, { recursive: true, verbatimSymlinks: true });
  await cp(scanned, dataDir, { recursive: true });
  await rm(join(music, 'Meridian Lights.wav'), { force: true });
});

const run = (command: string, ...words: string[]) =>
  rbassistWith({ HF_HOME: home, HF_ENDPOINT: hub.url, RBASSIST_DATA: dataDir }, command, ...words);
const pullNext = () => run('model', 'pull', ID);
const newTrack = () => writeUntagged(join(music, 'Meridian Lights.wav'), 'Meridian Lights', 4);

async function spaces(): Promise<(string | undefined)[]> {
  return Object.values(await storedRecords(dataDir)).map(({ embedding_space }) => embedding_space);
}

async function editSpaces(edit: (space: string, at: number) => string): Promise<void> {
  const path = join(dataDir, 'meta.json');
  const meta = JSON.parse(await readFile(path, 'utf8')) as { tracks: Record<string, TrackRecord> };
  for (const [at, record] of Object.values(meta.tracks).entries()) {
    record.embedding_space = edit(record.embedding_space ?? '', at) as TrackRecord['embedding_space'];
  }
  await writeFile(path, JSON.stringify(meta));
}

describe('a library whose model has new weights', () => {
  it('keeps its weights, and uses the new ones on request', async () => {
    const [old] = await spaces();
    expect(old).toMatch(/^org\/little#[0-9a-f]{8}@intro-core-late-120s\/32$/);
    expect(await pullNext()).toMatchObject({ code: 0, stdout: expect.stringContaining(NEXT_COMMIT) });
    const listed = (await run('model', 'list')).stdout;
    expect(listed).toContain(old?.slice(ID.length, old.indexOf('@')));
    expect(listed.match(/#[0-9a-f]{8}/g)).toHaveLength(2);

    await newTrack();
    for (const model of [[], ['--model', ID]])
      expect(await run('scan', music, '--no-analyze', ...model)).toMatchObject({ code: 0 });
    expect(new Set(await spaces())).toEqual(new Set([old]));
    expect(await spaces()).toHaveLength(3);

    expect(await run('scan', music, '--no-analyze', '--model', ID, '--re-embed')).toMatchObject({ code: 0 });
    const [now, ...others] = new Set(await spaces());
    expect(others).toEqual([]);
    expect(now).toMatch(/^org\/little#[0-9a-f]{8}@intro-core-late-120s\/32$/);
    expect(now).not.toBe(old);
    expect((await run('library', 'check')).stdout).toMatch(/nothing to repair/);
  });

  it('does not mix both if its weights are missing', async () => {
    await pullNext();
    await rm(join(home, 'hub', 'models--org--little', 'snapshots', COMMIT), { recursive: true });
    await newTrack();
    const before = await readFile(join(dataDir, 'meta.json'));
    for (const model of [[], ['--model', ID]]) {
      const failed = await run('scan', music, '--no-analyze', ...model);
      expect(failed.code).toBe(1);
      expect(failed.stderr).toMatch(/other weights of the same model .*--re-embed/s);
    }
    expect(await readFile(join(dataDir, 'meta.json'))).toEqual(before);
    expect(await run('recommend', 'Perihelion', '--tempo-pct', '1000')).toMatchObject({ code: 0 });
  });

  it('reports vectors without named weights, and treats them as the only known weights', async () => {
    await editSpaces((space) => space.replace(/#[0-9a-f]{8}/, ''));
    await newTrack();
    const scan = await run('scan', music, '--no-analyze');
    expect(scan).toMatchObject({ code: 0, stdout: expect.stringContaining('3 tracks in the index') });
    expect(scan.stderr).toMatch(/2 vectors .* don't say which weights of org\/little made them/);
    const check = await run('library', 'check');
    expect(check).toMatchObject({ code: 0 });
    expect(check.stdout).toMatch(/· 2 tracks .*does(?:n't| not) (?:name its|say which) weights/);
    expect((await run('recommend', 'Perihelion', '--tempo-pct', '1000')).stdout).toContain('Meridian Lights');
    // embedding everything again resolves it
    await pullNext();
    expect(await run('scan', music, '--no-analyze', '--model', ID, '--re-embed')).toMatchObject({ code: 0 });
    expect(new Set(await spaces()).size).toBe(1);
    expect((await run('library', 'check')).stdout).not.toContain('weights');
  });

  it('does not guess between two weights', async () => {
    await newTrack();
    await run('scan', music, '--no-analyze');
    await editSpaces((space, at) => space.replace(/#[0-9a-f]{8}/, ['', '#01234567', '#89abcdef'][at]));
    const check = await run('library', 'check');
    expect(check).toMatchObject({ code: 1, stdout: expect.stringMatching(/vectors of 3 /) });
    expect(await run('index')).toMatchObject({ code: 1, stderr: expect.stringContaining('several weights of one') });
  });
});

describe('the windows', () => {
  it('of the whole track stay for a library that uses them', async () => {
    await editSpaces((space) => space.replace('-120s', '').replace(/#[0-9a-f]{8}/, ''));
    await newTrack();
    for (const model of [[], ['--model', ID]])
      expect(await run('scan', music, '--no-analyze', ...model)).toMatchObject({ code: 0 });
    expect(await spaces()).toContainEqual(expect.stringMatching(/^org\/little#[0-9a-f]{8}@intro-core-late\/32$/));
    const other = await run('scan', music, '--no-analyze', '--windows', 'canonical');
    expect(other).toMatchObject({ code: 1, stderr: expect.stringMatching(/other windows .*cannot be compared/) });
  });

  it('of the whole track stay if a folder names the model', async () => {
    dataDir = await temporaryFolder('local');
    const embed = (...words: string[]) => run('scan', music, '--no-analyze', '--model', CHECKPOINT, ...words);
    expect(await embed('--windows', 'whole')).toMatchObject({ code: 0 });
    await newTrack();
    expect(await embed()).toMatchObject({ code: 0, stdout: expect.stringContaining('2 unchanged') });
    expect(new Set(await spaces())).toEqual(
      new Set([expect.stringMatching(/^stable-ln-[0-9a-f]{8}@intro-core-late\/32$/)]),
    );
    expect(await embed('--re-embed')).toMatchObject({ code: 0 });
    expect(new Set(await spaces())).toEqual(new Set([expect.stringMatching(/@intro-core-late-120s\/32$/)]));
  });
});
