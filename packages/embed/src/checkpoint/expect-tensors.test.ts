import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
import { type ExpectedTensor, expectTensors } from './expect-tensors.ts';
import { fileSha256 } from './file-sha256.ts';
import { openCheckpoint } from './open-checkpoint.ts';
import { fixture, newFile } from './test-checkpoints.ts';

const checkpoint = await openCheckpoint(fixture('post-ln'));
await checkpoint.close();

function table(changes: Record<string, ExpectedTensor | undefined> = {}): Map<string, ExpectedTensor> {
  const expected = new Map<string, ExpectedTensor>(checkpoint.tensors);
  for (const [name, change] of Object.entries(changes)) {
    if (change) expected.set(name, change);
    else expected.delete(name);
  }
  return expected;
}

describe('expectTensors', () => {
  it('accepts the expected tensors, with or without the optional ones', () => {
    expectTensors(checkpoint, table());
    expectTensors(checkpoint, table({ masked_spec_embed: { shape: [32], dtypes: ['float16', 'float32'] } }));
    expectTensors(checkpoint, table({ extra: { shape: [1], optional: true } }));
  });

  it.each<[string, Record<string, ExpectedTensor | undefined>, string]>([
    ['missing', { extra: { shape: [1] } }, '1 missing: "extra"'],
    ['unexpected', { masked_spec_embed: undefined }, '1 unexpected: "masked_spec_embed"'],
    ['of another length', { masked_spec_embed: { shape: [768] } }, '"masked_spec_embed" of shape [32], expected [768]'],
    ['of more axes', { masked_spec_embed: { shape: [32, 1] } }, 'of shape [32], expected [32,1]'],
    ['of another type', { masked_spec_embed: { shape: [32], dtypes: ['float16'] } }, 'of float32, expected float16'],
    ['optional and of another shape', { masked_spec_embed: { shape: [1], optional: true } }, 'expected [1]'],
  ])('reports a tensor that is %s', (_, changes, reason) => {
    expect(() => expectTensors(checkpoint, table(changes))).toThrow(
      expect.objectContaining({
        name: 'FileFormatError',
        path: fixture('post-ln'),
        message: expect.stringContaining(reason),
      }),
    );
  });

  it('reports all kinds of problems at once, up to five of each', () => {
    const others = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`other.${i}`, { shape: [1] }]));
    expect(() => expectTensors(checkpoint, new Map(Object.entries(others)))).toThrow(
      /9 missing: "other.0", "other.1", "other.2", "other.3", "other.4", …; 67 unexpected: ("[^"]+", ){5}…\)/,
    );
  });
});

describe('fileSha256', () => {
  it('covers the whole file, at any length', async () => {
    const reference = JSON.parse(
      await readFile(new URL('../../../../tests/reference/checkpoint.json', import.meta.url), 'utf8'),
    );
    expect(await fileSha256(fixture('post-ln'))).toBe(reference['post-ln'].sha256);
    const bytes = Buffer.alloc((5 << 20) / 2, 'rbassist');
    const done: number[] = [];
    const found = await fileSha256(await newFile('long', bytes), { onProgress: (event) => done.push(event.done) });
    expect(found).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(done).toEqual([1 << 20, 2 << 20, bytes.length]);
    expect(await fileSha256(await newFile('empty', ''))).toBe(createHash('sha256').digest('hex'));
  });

  it('stops on abort, and names a missing file', async () => {
    await expect(fileSha256(fixture('post-ln'), { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow(
      'enough',
    );
    await expect(fileSha256(join(await temporaryFolder('checkpoint'), 'none'))).rejects.toMatchObject({
      code: 'file-format',
    });
  });
});
