import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { introCoreLate, introCoreLate120s } from '@rbassist/audio';
import { meanVector, OptionError, parseSpace } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
import { createMertModel } from '../mert/mert-model.ts';
import { embedTrack } from './embedder.ts';
import { createMertEmbedder, mertOptionsOf, prepareMertEmbedder } from './mert-embedder.ts';

const FIXTURE = fileURLToPath(new URL('../../../../tests/fixtures/mert/post-ln', import.meta.url));
const options = { checkpoint: FIXTURE, device: 'cpu', threads: 1 } as const;
const LONG_TRACK = { durationS: 200, firstSoundS: 1.5 };

function wave(seconds: number, hertz: number): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * 24_000) }, (_, n) =>
    Math.sin((2 * Math.PI * hertz * n) / 24_000),
  );
}

describe('canonical windows', () => {
  it('are those of the Python rbassist, and the vector of a track is the mean of the last layer', async () => {
    const embedder = await createMertEmbedder(options);
    expect(embedder.windows(LONG_TRACK)).toEqual(introCoreLate120s(LONG_TRACK));
    expect(embedder.space).toMatch(/^post-ln-[0-9a-f]{8}@intro-core-late-120s\/32$/);
    const windows = [wave(1, 200), wave(2, 440), wave(1, 900)];
    const vector = await embedTrack(embedder, windows);
    await embedder.close();

    const model = await createMertModel(options);
    const last = (await model.hiddenMeans(windows)).map((states) => states[model.layers]);
    await model.close();
    const expected = meanVector(last);
    expect(Math.max(...vector.map((value, i) => Math.abs(value - expected[i])))).toBeLessThan(1e-5);
  });
});

describe('whole windows', () => {
  it('cover the whole track, in their own space', async () => {
    const embedder = await prepareMertEmbedder({ ...options, windows: 'whole' });
    expect(embedder.windows(LONG_TRACK)).toEqual(introCoreLate(LONG_TRACK));
    expect(embedder.space).toMatch(/^post-ln-[0-9a-f]{8}@intro-core-late\/32$/);
    await expect(prepareMertEmbedder({ ...options, windows: 'whole', layer: 1 })).rejects.toThrow(
      /^layer must be \d+, the last one/,
    );
  });
});

describe('chunks', () => {
  it('cover the whole track in pieces of 5 s', async () => {
    const embedder = await createMertEmbedder({ ...options, windows: 'chunks', layer: 2 });
    expect(embedder.space).toMatch(/@chunks-5s-layer-2\/32$/);
    const pieces = embedder.windows(LONG_TRACK);
    await embedder.close();
    expect(pieces).toHaveLength((10 + 60 + 10) / 5);
    expect(pieces.every(({ durationS }) => durationS === 5)).toBe(true);
    for (const { startS, durationS } of introCoreLate(LONG_TRACK)) {
      const inside = pieces.filter((piece) => piece.startS >= startS && piece.startS < startS + durationS);
      expect(inside[0].startS).toBe(startS);
      expect(inside[inside.length - 1].startS + 5).toBeCloseTo(startS + durationS, 9);
    }
  });

  it('end with the music at any length, and a short track is one piece', async () => {
    const embedder = await createMertEmbedder({ ...options, windows: 'chunks' });
    expect(embedder.windows({ durationS: 12, firstSoundS: 0 })).toEqual([
      { startS: 0, durationS: 5 },
      { startS: 5, durationS: 5 },
      { startS: 7, durationS: 5 },
    ]);
    expect(embedder.windows({ durationS: 3, firstSoundS: 0 })).toEqual([{ startS: 0, durationS: 3 }]);
    await embedder.close();
  });
});

describe('createMertEmbedder', () => {
  it('names a model in the cache of the hub by its id and its weights', async () => {
    const root = join(await temporaryFolder('hub'), 'models--m-a-p--MERT-v1-95M');
    const snapshot = join(root, 'snapshots', '0123abc');
    await cp(FIXTURE, snapshot, { recursive: true });
    const weights = join(snapshot, 'pytorch_model.bin');
    const sha256 = createHash('sha256')
      .update(await readFile(weights))
      .digest('hex');
    const space = `m-a-p/MERT-v1-95M#${sha256.slice(0, 8)}@intro-core-late-120s/32`;
    expect((await prepareMertEmbedder({ ...options, checkpoint: snapshot })).space).toBe(space);
    // the layout of the hub's cache
    const blob = join(root, 'blobs', sha256);
    await mkdir(join(root, 'blobs'));
    await rename(weights, blob);
    await symlink(join('..', '..', 'blobs', sha256), weights);
    expect((await prepareMertEmbedder({ ...options, checkpoint: snapshot })).space).toBe(space);
    const bytes = await readFile(blob);
    bytes[bytes.length >> 1] ^= 1;
    await writeFile(join(root, 'blobs', 'named-otherwise'), bytes);
    await rm(weights);
    await symlink(join('..', '..', 'blobs', 'named-otherwise'), weights);
    expect((await prepareMertEmbedder({ ...options, checkpoint: snapshot })).space).not.toBe(space);
  });

  it.each([
    ['float16', '@intro-core-late-120s/32'],
    ['int8', '@intro-core-late-120s+int8/32'],
  ] as const)('puts vectors of %s into the right space', async (precision, space) => {
    const embedder = await createMertEmbedder({ ...options, precision });
    expect(embedder.space.endsWith(space)).toBe(true);
    expect(embedder.space.startsWith(embedder.id)).toBe(true);
    await embedder.close();
  });

  it('refuses an invalid layer, and a layer before the last with canonical windows', async () => {
    await expect(createMertEmbedder({ ...options, windows: 'chunks', layer: 9 })).rejects.toThrow(OptionError);
    await expect(createMertEmbedder({ ...options, layer: 1 })).rejects.toThrow(/^layer must be \d+, the last one/);
  });

  it('refuses unknown options and wrong types', async () => {
    const create = createMertEmbedder as (given: unknown) => Promise<unknown>;
    await expect(create({ ...options, window: 'chunks' })).rejects.toThrow(/Unknown option "window"/);
    await expect(create({ ...options, windows: 'chunk' })).rejects.toThrow(/one of canonical, whole, chunks/);
    for (const given of [undefined, FIXTURE, {}, { ...options, layer: '1' }, { ...options, batchSize: 0 }]) {
      await expect(create(given)).rejects.toBeInstanceOf(OptionError);
    }
  });

  it('returns the options of a space', async () => {
    for (const given of [
      {},
      { precision: 'int8' },
      { windows: 'whole' },
      { windows: 'chunks', layer: 1, precision: 'int8' },
    ] as const) {
      const { space } = await prepareMertEmbedder({ ...options, ...given });
      expect(mertOptionsOf(parseSpace(space)!)).toEqual({ windows: 'canonical', ...given });
    }
    expect(mertOptionsOf(parseSpace('x@intro-core-late-90s/32')!)).toBeUndefined();
    expect(mertOptionsOf(parseSpace('x~stems:vocals@intro-core-late-120s/32')!)).toBeUndefined();
    expect(mertOptionsOf(parseSpace('spectral-v1/160')!)).toBeUndefined();
    expect(mertOptionsOf(parseSpace('vgg-12345678@chunks-2.5s/128')!)).toBeUndefined();
  });
});
