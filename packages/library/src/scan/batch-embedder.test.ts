import { RbassistError, TrackError } from '@rbassist/core';
import { OutOfMemoryError, type PreparedEmbedder, prepareSpectralEmbedder } from '@rbassist/embed';
import { describe, expect, test } from 'vitest';
import { type BatchEmbedder, openBatchEmbedder } from './batch-embedder.ts';
import type { TrackResult } from './track-request.ts';

/** A model whose device answers as the test says, which no real device does on demand. */
function modelThat(answer: () => Promise<Float32Array>): PreparedEmbedder {
  const prepared = prepareSpectralEmbedder();
  const embed = async (windows: readonly Float32Array[]) => Promise.all(windows.map(answer));
  return { ...prepared, open: async () => ({ ...prepared, preferredBatch: 1, embed, close: async () => {} }) };
}

const vector = async () => Float32Array.of(1, 2);
const crash = async () => {
  throw new Error('the driver went away');
};

function heard(): TrackResult {
  const timing = { decodeMs: 1, embedMs: 1, analyzeMs: 1 };
  return { ok: true, tags: { title: 'T' }, windows: [new Float32Array(9)], durationS: 60, decoder: 'wav', timing };
}

const hear = (side: BatchEmbedder, signal?: AbortSignal) => side.embed('/music/a.wav', heard(), signal);

describe('a model beside the pool', () => {
  test('puts a vector in the place of the windows', async () => {
    const side = await openBatchEmbedder(modelThat(vector));
    const reply = await hear(side);
    expect(reply).toMatchObject({ ok: true, vector: Float32Array.of(1, 2), durationS: 60, tags: { title: 'T' } });
    expect(reply).not.toHaveProperty('windows');
    const failed = { ok: false, tags: {}, kind: 'corrupt', message: 'no sound' } as const;
    expect(await side.embed('/music/b.wav', failed)).toBe(failed);
  });

  test('that fails for track after track ends the run, one that recovers does not', async () => {
    let answer: () => Promise<Float32Array> = crash;
    const side = await openBatchEmbedder(modelThat(() => answer()));
    const failure = { ok: false, kind: 'internal', message: expect.stringContaining('the driver went away') };
    for (const _ of [1, 2]) expect(await hear(side)).toMatchObject(failure);
    answer = vector;
    expect(await hear(side)).toMatchObject({ ok: true });
    answer = crash;
    for (const _ of [1, 2]) expect(await hear(side)).toMatchObject(failure);
    await expect(hear(side)).rejects.toThrow(RbassistError);
    await expect(hear(side)).rejects.toThrow(/3 tracks in a row/);
    await expect(hear(side)).rejects.toMatchObject({
      remedies: [{ action: 'retry' }, { action: 'choose-device', device: 'cpu' }],
    });
  });

  test('goes on however many tracks are at fault themselves, and says what a long one needs', async () => {
    const corrupt = await openBatchEmbedder(
      modelThat(async () => {
        throw new TrackError('corrupt', '', 'NaN');
      }),
    );
    for (const _ of [1, 2, 3, 4]) {
      expect(await hear(corrupt)).toMatchObject({ ok: false, kind: 'corrupt', message: '/music/a.wav: NaN' });
    }
    const full = await openBatchEmbedder(
      modelThat(async () => {
        throw new OutOfMemoryError('no room');
      }),
    );
    for (const _ of [1, 2, 3, 4]) {
      expect(await hear(full)).toMatchObject({
        ok: false,
        kind: 'internal',
        remedies: [{ action: 'embed-in-chunks' }, { action: 'choose-device', device: 'cpu' }],
      });
    }
  });

  test('leaves a track alone that it had not begun when the run was stopped', async () => {
    const side = await openBatchEmbedder(modelThat(vector));
    expect(await hear(side, AbortSignal.abort())).toBeUndefined();
  });
});
