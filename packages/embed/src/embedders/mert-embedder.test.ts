import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { introCoreLate } from '@rbassist/audio';
import { meanVector, OptionError, parseSpace } from '@rbassist/core';
import { afterAll, describe, expect, it } from 'vitest';
import { createMertModel } from '../mert/mert-model.ts';
import { embedTrack } from './embedder.ts';
import { createMertEmbedder, mertOptionsOf, prepareMertEmbedder } from './mert-embedder.ts';

const FIXTURE = fileURLToPath(new URL('../../../../tests/fixtures/mert/post-ln', import.meta.url));
const options = { checkpoint: FIXTURE, device: 'cpu', threads: 1 } as const;
const LONG_TRACK = { durationS: 200, firstSoundS: 1.5 };
const made: string[] = [];
afterAll(() => Promise.all(made.map((folder) => rm(folder, { recursive: true }))));

function wave(seconds: number, hertz: number): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * 24_000) }, (_, n) =>
    Math.sin((2 * Math.PI * hertz * n) / 24_000),
  );
}

describe('canonical windows', () => {
  it('are those of the Python rbassist, and a track is the mean of the last layer over them', async () => {
    const embedder = await createMertEmbedder(options);
    expect(embedder.windows(LONG_TRACK)).toEqual(introCoreLate(LONG_TRACK));
    expect(embedder.space).toMatch(/^post-ln-[0-9a-f]{8}@intro-core-late\/32$/);
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

describe('chunks', () => {
  it('cover the same music in pieces of 5 s', async () => {
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

  it('of a length that 5 s do not divide end with the music, and a short track is one piece', async () => {
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
  it('a model in the cache of the hub has its name there', async () => {
    const cache = await mkdtemp(join(tmpdir(), 'rbassist-hub-'));
    made.push(cache);
    const snapshot = join(cache, 'models--m-a-p--MERT-v1-95M', 'snapshots', '0123abc');
    await cp(FIXTURE, snapshot, { recursive: true });
    const embedder = await createMertEmbedder({ ...options, checkpoint: snapshot });
    expect(embedder.space).toBe('m-a-p/MERT-v1-95M@intro-core-late/32');
    await embedder.close();
  });

  it.each([
    ['float16', '@intro-core-late/32'],
    ['int8', '@intro-core-late+int8/32'],
  ] as const)('vectors of %s lie in the space of their own kind', async (precision, space) => {
    const embedder = await createMertEmbedder({ ...options, precision });
    expect(embedder.space.endsWith(space)).toBe(true);
    expect(embedder.space.startsWith(embedder.id)).toBe(true);
    await embedder.close();
  });

  it('refuses a layer that is none, and another than the last with canonical windows', async () => {
    await expect(createMertEmbedder({ ...options, windows: 'chunks', layer: 9 })).rejects.toThrow(OptionError);
    await expect(createMertEmbedder({ ...options, layer: 1 })).rejects.toThrow(/last layer/);
  });

  it('refuses options that do not exist or have a wrong type', async () => {
    const create = createMertEmbedder as (given: unknown) => Promise<unknown>;
    await expect(create({ ...options, window: 'chunks' })).rejects.toThrow(/There is no option "window"/);
    await expect(create({ ...options, windows: 'chunk' })).rejects.toThrow(/one of canonical, chunks/);
    for (const given of [undefined, FIXTURE, {}, { ...options, layer: '1' }, { ...options, batchSize: 0 }]) {
      await expect(create(given)).rejects.toBeInstanceOf(OptionError);
    }
  });

  it('finds the options of a space again', async () => {
    for (const given of [{}, { precision: 'int8' }, { windows: 'chunks', layer: 1, precision: 'int8' }] as const) {
      const { space } = await prepareMertEmbedder({ ...options, ...given });
      expect(mertOptionsOf(parseSpace(space)!)).toEqual(given);
    }
    expect(mertOptionsOf(parseSpace('spectral-v1/160')!)).toBeUndefined();
    expect(mertOptionsOf(parseSpace('vgg-12345678@chunks-2.5s/128')!)).toBeUndefined();
  });
});
