import { RbassistError, TrackError } from '@rbassist/core';
import { OutOfMemoryError, type PreparedEmbedder, prepareSpectralEmbedder } from '@rbassist/embed';
import { describe, expect, it } from 'vitest';
import { type BatchEmbedder, openBatchEmbedder } from './batch-embedder.ts';
import type { TrackResult } from './track-request.ts';

function modelThat(answer: () => Promise<Float32Array>): PreparedEmbedder {
  const prepared = prepareSpectralEmbedder();
  const embed = async (windows: readonly Float32Array[]) => Promise.all(windows.map(answer));
  return { ...prepared, open: async () => ({ ...prepared, preferredBatch: 1, embed, close: async () => {} }) };
}

const vector = async () => Float32Array.of(1, 2);
const crash = async () => {
  throw new Error('the driver went away');
};

function decoded(): TrackResult {
  const timing = { decodeMs: 1, embedMs: 1, analyzeMs: 1 };
  return { ok: true, tags: { title: 'T' }, windows: [new Float32Array(9)], durationS: 60, decoder: 'wav', timing };
}

const embed = (embedder: BatchEmbedder, signal?: AbortSignal) => embedder.embed('/music/a.wav', decoded(), signal);

describe('openBatchEmbedder', () => {
  it('replaces the windows by a vector', async () => {
    const embedder = await openBatchEmbedder(modelThat(vector));
    const reply = await embed(embedder);
    expect(reply).toMatchObject({ ok: true, vector: Float32Array.of(1, 2), durationS: 60, tags: { title: 'T' } });
    expect(reply).not.toHaveProperty('windows');
    const failed = { ok: false, tags: {}, kind: 'corrupt', message: 'no sound' } as const;
    expect(await embedder.embed('/music/b.wav', failed)).toBe(failed);
  });

  it('ends the run if the model fails for three tracks in a row, not if it recovers', async () => {
    let answer: () => Promise<Float32Array> = crash;
    const embedder = await openBatchEmbedder(modelThat(() => answer()));
    const failure = { ok: false, kind: 'internal', message: expect.stringContaining('the driver went away') };
    for (const _ of [1, 2]) expect(await embed(embedder)).toMatchObject(failure);
    answer = vector;
    expect(await embed(embedder)).toMatchObject({ ok: true });
    answer = crash;
    for (const _ of [1, 2]) expect(await embed(embedder)).toMatchObject(failure);
    await expect(embed(embedder)).rejects.toThrow(RbassistError);
    await expect(embed(embedder)).rejects.toThrow(/3 tracks in a row/);
    await expect(embed(embedder)).rejects.toMatchObject({
      remedies: [{ action: 'retry' }, { action: 'choose-device', device: 'cpu' }],
    });
  });

  it('continues if the tracks cause the failure, and names remedies for a long track', async () => {
    const corrupt = await openBatchEmbedder(
      modelThat(async () => {
        throw new TrackError('corrupt', '', 'NaN');
      }),
    );
    for (const _ of [1, 2, 3, 4]) {
      expect(await embed(corrupt)).toMatchObject({ ok: false, kind: 'corrupt', message: '/music/a.wav: NaN' });
    }
    const full = await openBatchEmbedder(
      modelThat(async () => {
        throw new OutOfMemoryError('no room');
      }),
    );
    for (const _ of [1, 2, 3, 4]) {
      expect(await embed(full)).toMatchObject({
        ok: false,
        kind: 'internal',
        remedies: [{ action: 'embed-in-chunks' }, { action: 'choose-device', device: 'cpu' }],
      });
    }
  });

  it('skips a track that was not started before the run was aborted', async () => {
    const embedder = await openBatchEmbedder(modelThat(vector));
    expect(await embed(embedder, AbortSignal.abort())).toBeUndefined();
  });
});
