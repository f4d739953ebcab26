import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeWindows } from '@rbassist/audio';
import { dot, encodeNpy, FileFormatError, type NpyType, TrackError, unit } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareClip } from './compare-clip.ts';
import { type Embedder, embedTrack } from './embedder.ts';
import { createSpectralEmbedder } from './spectral-embedder.ts';

const CLIP = fileURLToPath(new URL('../../../../tests/fixtures/audio/flac.flac', import.meta.url));

let folder: string;
let embedder: Embedder;
let vector: Float32Array;
let made = 0;
beforeAll(async () => {
  folder = await temporaryFolder('clip');
  embedder = await createSpectralEmbedder();
  const { windows } = await decodeWindows(CLIP, { sampleRate: embedder.sampleRate, windows: embedder.windows });
  vector = await embedTrack(embedder, windows);
});
afterAll(async () => {
  await embedder.close();
});

async function saved(bytes: Uint8Array): Promise<string> {
  const path = join(folder, `vektor ü${made++}.npy`);
  await writeFile(path, bytes);
  return path;
}

async function compare(reference: Float32Array, type: NpyType = 'float32', shape?: readonly number[]) {
  return compareClip(embedder, { clip: CLIP, reference: await saved(encodeNpy(reference, type, shape)) });
}

/** Returns a vector with a given cosine to the clip's own, three times as long. */
function atCosine(cosine: number): Float32Array {
  const own = unit(vector);
  const first = Float32Array.from(own, (_, i) => (i === 0 ? 1 : 0));
  const across = unit(first.map((value, i) => value - own[i] * dot(own, first)));
  return own.map((value, i) => 3 * (cosine * value + Math.sqrt(1 - cosine ** 2) * across[i]));
}

describe('compareClip', () => {
  it.each(['float16', 'float32', 'float64'] as const)("accepts the clip's own vector as %s", async (type) => {
    const found = await compare(vector, type);
    expect(found).toMatchObject({ ok: true, least: 0.99, referenceType: type, clip: CLIP, space: embedder.space });
    expect(found.cosine).toBeCloseTo(1, 5);
    expect(found.largestDifference).toBeLessThan(type === 'float16' ? found.largestElement / 1024 : 1e-6);
    expect(found.largestElement).toBeGreaterThan(0);
    expect(found.ranges).toEqual([{ startS: 0, durationS: found.durationS }]);
  });

  it.each([
    [0.9905, true],
    [0.9895, false],
    [0, false],
    [-1, false],
  ])('measures the cosine %f', async (cosine, ok) => {
    const found = await compare(atCosine(cosine));
    expect(found.cosine).toBeCloseTo(cosine, 5);
    expect(found.ok).toBe(ok);
  });

  it('accepts a vector in an array of several axes, and refuses zeros', async () => {
    expect((await compare(vector, 'float32', [1, vector.length])).ok).toBe(true);
    expect(await compare(new Float32Array(vector.length))).toMatchObject({ ok: false, cosine: 0 });
  });

  it('names the problem of a reference', async () => {
    const with7 = vector.with(7, Number.NaN);
    await expect(compare(with7)).rejects.toThrow(FileFormatError);
    await expect(compare(with7)).rejects.toThrow(/vektor ü\d+\.npy can't be compared: it has NaN/);
    // beyond the range of float16
    await expect(compare(vector.with(7, 1e6), 'float16')).rejects.toThrow(/NaN or infinite/);
    await expect(compare(vector.slice(1))).rejects.toThrow(/has 159 elements and spectral-v1 has 160/);
    await expect(compare(new Float32Array())).rejects.toThrow(/has 0 elements/);
    await expect(compare(vector, 'float32', [2, 80])).rejects.toThrow(/shape \(2, 80\), but must be one vector/);
    const whole = encodeNpy(vector);
    for (const bytes of [new Uint8Array(), Buffer.from('text'), whole.subarray(0, 20), whole.subarray(0, -1)]) {
      await expect(compareClip(embedder, { clip: CLIP, reference: await saved(bytes) })).rejects.toThrow(
        FileFormatError,
      );
    }
    for (const reference of [join(folder, 'none.npy'), folder]) {
      await expect(compareClip(embedder, { clip: CLIP, reference })).rejects.toThrow(
        /can't be compared: (E|.* is a folder)/,
      );
    }
  });

  it('names the problem of a clip', async () => {
    const reference = await saved(encodeNpy(vector));
    const compareTo = (clip: string) => compareClip(embedder, { clip, reference });
    await expect(compareTo(join(folder, 'none.flac'))).rejects.toThrow(expect.objectContaining({ kind: 'missing' }));
    await expect(compareTo(reference)).rejects.toThrow(TrackError);
  });

  it('stops on abort', async () => {
    const pair = { clip: CLIP, reference: await saved(encodeNpy(vector)) };
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(compareClip(embedder, pair, { signal })).rejects.toThrow('enough');
  });
});
