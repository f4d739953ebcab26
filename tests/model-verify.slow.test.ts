import { appendFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeNpy, encodeNpy, type TrackRecord } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { COMMIT, startHub, type TestHub } from '@rbassist/testing/model-hub';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeUntagged } from './support/music.ts';
import { rbassistWith } from './support/rbassist.ts';

/** A MERT of 32 dimensions with random weights. */
const CHECKPOINT = join(import.meta.dirname, 'fixtures', 'mert', 'stable-ln');
const ID = 'org/little';
const TITLES = ['Perihelion', 'Copper Kettle'] as const;

let hub: TestHub;
let home: string;
let clip: string;
let reference: string;
let nothing: string;
let vectors: Float32Array[];
beforeAll(async () => {
  hub = await startHub();
  for (const name of ['config.json', 'preprocessor_config.json', 'pytorch_model.bin']) {
    hub.files[name] = await readFile(join(CHECKPOINT, name));
  }
  [home, nothing] = [await temporaryFolder('verify-home'), await temporaryFolder('verify-empty')];
  const [music, own] = [await temporaryFolder('verify-music'), await temporaryFolder('verify-own')];
  for (const title of TITLES) await writeUntagged(join(music, `${title}.wav`), title, 12);
  expect(await model('pull', ID, '--accept-license')).toMatchObject({ code: 0 });
  expect(await command('embed', music, '--model', ID, '--data-dir', own)).toMatchObject({ code: 0 });
  const { tracks } = JSON.parse(await readFile(join(own, 'meta.json'), 'utf8')) as {
    tracks: Record<string, TrackRecord>;
  };
  const stored = TITLES.map((title) => tracks[join(music, `${title}.wav`)].embedding ?? '');
  clip = join(music, `${TITLES[0]}.wav`);
  [reference] = stored;
  vectors = await Promise.all(stored.map(async (path) => decodeNpy(await readFile(path), path).data));
});
afterAll(() => hub.close());

const command = (...words: string[]) =>
  rbassistWith({ HF_HOME: home, HF_ENDPOINT: hub.url, RBASSIST_DATA: nothing }, ...words);
const model = (...words: string[]) => command('model', ...words);
const verify = (...words: string[]) => model('verify', ID, '--device', 'cpu', ...words);

async function savedVector(
  name: string,
  vector: Float32Array,
  type: 'float16' | 'float32' = 'float16',
): Promise<string> {
  const path = join(nothing, name);
  await writeFile(path, encodeNpy(vector, type));
  return path;
}

/** Makes a data folder like the Python rbassist: no spaces, no journal. */
async function pythonLibrary(tracks: Record<string, { embedding: string; embedding_space?: string }>): Promise<string> {
  const folder = await temporaryFolder('python');
  await mkdir(join(folder, 'embeddings'));
  await writeFile(join(folder, 'meta.json'), JSON.stringify({ tracks }));
  return folder;
}

describe('model verify --clip --reference', () => {
  it('finds the stored vector, and prints all facts for a report', async () => {
    const { code, stdout } = await verify('--clip', clip, '--reference', reference);
    expect(code).toBe(0);
    expect(stdout.match(/^✓ .*the checksum from the hub/gm)).toHaveLength(3);
    expect(stdout).toMatch(/^✓ clip: cosine (1\.000000|0\.99999\d) with the stored vector, at least 0\.99: the same$/m);
    for (const part of [
      `${ID}, commit ${COMMIT}`,
      clip,
      reference,
      '32 × float16',
      '@intro-core-late-120s/32, on cpu',
      '0.0-12.0 of 12.0 s',
      'Node.js',
    ]) {
      expect(stdout).toContain(part);
    }
  });

  it('does not accept another vector', async () => {
    const other = await savedVector(
      'other.npy',
      vectors[0].map((value) => -value),
      'float32',
    );
    const { code, stdout } = await verify('--clip', clip, '--reference', other);
    expect(stdout).toMatch(
      /^✗ clip: cosine -(1\.000000|0\.99999\d) with the stored vector, below 0\.99: not the same$/m,
    );
    expect(code).toBe(1);
  });

  it('prints JSON', async () => {
    const right = await verify('--clip', clip, '--reference', reference, '--json');
    expect(right.code).toBe(0);
    expect(JSON.parse(right.stdout)).toMatchObject({
      id: ID,
      ok: true,
      files: [{ state: 'right' }, { state: 'right' }, { state: 'right' }],
      clip: {
        clip,
        reference,
        ok: true,
        cosine: expect.closeTo(1, 5),
        least: 0.99,
        device: 'cpu',
        referenceType: 'float16',
      },
      ranWith: expect.stringContaining('rbassist'),
    });
    expect(JSON.parse((await verify('--json')).stdout)).toMatchObject({ ok: true, clip: null });
  });

  it("names inputs that can't be compared", async () => {
    const broken = [
      [await savedVector('short.npy', vectors[0].slice(1)), /short\.npy .*31 elements and org\/little\S* has 32/],
      [await savedVector('nan.npy', vectors[0].with(3, Number.NaN)), /nan\.npy .*NaN or infinite/],
      [clip, /not a \.npy file|more than the maximum/],
      [join(nothing, 'none.npy'), /none\.npy .*ENOENT/],
    ] as const;
    for (const [path, reason] of broken) {
      expect(await verify('--clip', clip, '--reference', path)).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(reason),
      });
    }
    const noSound = await verify('--clip', reference, '--reference', reference);
    expect(noSound).toMatchObject({ code: 1, stderr: expect.stringContaining(reference) });
    const noClip = await verify('--clip', join(nothing, 'none.wav'), '--reference', reference);
    expect(noClip).toMatchObject({ code: 1, stderr: expect.stringContaining('none.wav') });
    for (const alone of [
      ['--clip', clip],
      ['--reference', reference],
    ]) {
      expect(await verify(...alone)).toMatchObject({
        code: 2,
        stdout: '',
        stderr: expect.stringContaining('Use --clip and --reference together'),
      });
    }
  });
});

describe('model verify without a clip', () => {
  it('uses the first available track of a Python rbassist library, and names it', async () => {
    const damaged = await savedVector('damaged.npy', vectors[0].with(0, Number.NaN));
    const own = { embedding: damaged, embedding_space: `${ID}@intro-core-late/32` };
    const library = await pythonLibrary({
      '/music/elsewhere.mp3': { embedding: reference },
      [join(CHECKPOINT, 'config.json')]: own,
      // a file that is not music, and a damaged vector
      [join(CHECKPOINT, 'expected.json')]: { embedding: reference },
      [clip.replace(TITLES[0], TITLES[1])]: { embedding: damaged },
      [clip]: { embedding: reference },
    });
    const before = await readFile(join(library, 'meta.json'));
    const { code, stdout } = await verify('--data-dir', library);
    expect(stdout).toMatch(/^✓ clip: cosine (1\.000000|0\.99999\d)/m);
    expect(stdout).toContain(clip);
    expect(code).toBe(0);
    expect(await readFile(join(library, 'meta.json'))).toEqual(before);
  });

  it('fails if that track has another vector', async () => {
    const wrong = await savedVector(
      'wrong.npy',
      vectors[0].map((value, i) => (i % 2 === 0 ? value : -value)),
    );
    const library = await pythonLibrary({ [clip]: { embedding: wrong } });
    expect(await verify('--data-dir', library)).toMatchObject({ code: 1, stdout: expect.stringContaining('✗ clip') });
  });

  it('gives the reason if no track can be used', async () => {
    const library = await pythonLibrary({ [join(CHECKPOINT, 'config.json')]: { embedding: reference } });
    expect(await verify('--data-dir', library)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('config.json'),
    });
  });

  it('compares only checksums if there is no vector, and says how to compare a clip', async () => {
    const mert330 = await savedVector('330M.npy', new Float32Array(1024).fill(1));
    const libraries = [
      nothing,
      // a vector of the 1024-dimension model of the Python rbassist
      await pythonLibrary({ [clip]: { embedding: mert330 } }),
      await pythonLibrary({ [clip]: { embedding: await savedVector('31.npy', vectors[0].slice(1)) } }),
      await pythonLibrary({ [clip]: { embedding: reference, embedding_space: `${ID}@intro-core-late/32` } }),
    ];
    for (const library of libraries) {
      const { code, stdout, stderr } = await verify('--data-dir', library);
      expect(stdout.match(/✓/g)).toHaveLength(3);
      expect(stderr).toContain(`rbassist model verify ${ID} --clip TRACK --reference VECTOR.npy`);
      expect(code).toBe(0);
    }
    expect(await verify('--quiet')).toMatchObject({ code: 0, stderr: '' });
  });

  it('does not run with weights that differ from the published ones', async () => {
    const copy = await temporaryFolder('verify-broken');
    await cp(home, copy, { recursive: true, verbatimSymlinks: true });
    const weights = join((await model('path', ID)).stdout.trim().replace(home, copy), 'pytorch_model.bin');
    await appendFile(weights, 'x');
    const words = ['model', 'verify', ID, '--clip', clip, '--reference', reference, '--data-dir', nothing];
    const { code, stdout, stderr } = await rbassistWith({ HF_HOME: copy }, ...words);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^✗ pytorch_model\.bin/m);
    expect(stdout).not.toContain('cosine');
    expect(stderr).toContain('no clip was compared');
    await rm(copy, { recursive: true });
  });
});
