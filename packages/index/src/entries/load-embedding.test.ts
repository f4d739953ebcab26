import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { encodeNpy, OptionError, sealNpy } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { loadEmbedding } from './load-embedding.ts';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder('index');
});

async function stored(bytes: Uint8Array | string): Promise<string> {
  const path = join(folder, 'vector.npy');
  await writeFile(path, bytes);
  return path;
}

describe('loadEmbedding', () => {
  it.each([[[4]], [[1, 4]], [[4, 1]], [[1, 1, 4]]])('reads a vector of shape %j', async (shape) => {
    const path = await stored(encodeNpy(Float32Array.of(1, 2, 3, 4), 'float16', shape));
    expect(await loadEmbedding(path, 4)).toEqual({ path, ok: true, value: Float32Array.of(1, 2, 3, 4) });
  });

  it.each<[string, Uint8Array | string, RegExp]>([
    ['an empty file', '', /not a \.npy file/],
    ['text', 'not a vector, but rather long', /not a \.npy file/],
    ['a file cut short', encodeNpy(new Float32Array(4)).subarray(0, -1), /has 3 elements, but its header states 4/],
    ['a matrix', encodeNpy(new Float32Array(4), 'float16', [2, 2]), /shape \(2, 2\), expected one vector/],
    ['another length', encodeNpy(new Float32Array(5)), /contains 5 dimensions, expected 4\.$/],
    ['no elements', encodeNpy(new Float32Array(0)), /empty vector/],
    ['NaN', encodeNpy(Float32Array.of(1, Number.NaN, 3, 4)), /NaN or infinite/],
    [
      'a value beyond float32',
      encodeNpy(Float32Array.of(1, 2, 3, Number.POSITIVE_INFINITY), 'float64'),
      /NaN or infinite/,
    ],
  ])('explains the problem with %s', async (_name, bytes, words) => {
    const path = await stored(bytes);
    const result = await loadEmbedding(path, 4);
    const remedies = [{ action: 'repair' }];
    expect(result).toMatchObject({ path, ok: false, error: { code: 'file-format', path, remedies } });
    expect(!result.ok && result.error.message).toMatch(words);
    expect(!result.ok && result.error.message).toContain(path);
  });

  it('refuses a vector without a seal if required', async () => {
    const vector = encodeNpy(Float32Array.of(1, 2));
    const path = await stored(vector);
    expect(await loadEmbedding(path, 2)).toMatchObject({ ok: true });
    const refused = await loadEmbedding(path, 2, { sealed: true });
    expect(refused).toMatchObject({
      ok: false,
      error: { message: `${path} contains a vector that another program wrote.` },
    });
    await stored(sealNpy(vector, basename(path)));
    expect(await loadEmbedding(path, 2, { sealed: true })).toMatchObject({ ok: true });
  });

  it('distinguishes a missing file from an unreadable one', async () => {
    const absent = join(folder, 'absent.npy');
    expect(await loadEmbedding(absent)).toMatchObject({
      ok: false,
      error: {
        kind: 'missing',
        message: `The vector file ${absent} does not exist.`,
        remedies: [{ action: 'rescan' }],
      },
    });
    const path = join(folder, 'folder.npy');
    await mkdir(path);
    expect(await loadEmbedding(path)).toMatchObject({
      ok: false,
      error: { kind: 'unreadable', remedies: [{ action: 'move-away', path }] },
    });
  });

  it('rejects arguments of a wrong type', async () => {
    // @ts-expect-error a number, as from JavaScript
    await expect(loadEmbedding(7)).rejects.toThrow(OptionError);
    await expect(loadEmbedding('a.npy', 1.5)).rejects.toThrow(/dimensions must be a positive whole number/);
  });
});
