import { fileURLToPath } from 'node:url';
import { TrackError } from '@rbassist/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Embedder, embedTrack } from './embedder.ts';
import { createMertEmbedder } from './mert-embedder.ts';
import { createTrackBatcher } from './track-batcher.ts';

const FIXTURE = fileURLToPath(new URL('../../../../tests/fixtures/mert/stable-ln', import.meta.url));

let embedder: Embedder;
/** Lengths of the windows in each batch. */
let batches: number[][] = [];
let watched: Embedder;
beforeAll(async () => {
  embedder = await createMertEmbedder({ checkpoint: FIXTURE, device: 'cpu', threads: 1, batchSize: 3 });
  watched = {
    ...embedder,
    embed: (windows) => {
      batches.push(windows.map(({ length }) => length));
      return embedder.embed(windows);
    },
  };
});
beforeEach(() => {
  batches = [];
});
afterAll(() => embedder.close());

const LONG = 12_000;
const SHORT = 4_000;

/** Returns two short windows and a long one, like the canonical ones. */
function track(hertz: number): Float32Array[] {
  return [SHORT, LONG, SHORT].map((length, part) =>
    Float32Array.from({ length }, (_, n) => Math.sin((2 * Math.PI * hertz * (part + 1) * n) / 24_000)),
  );
}

describe('windows of several tracks', () => {
  it('run together if they have equal length, and every track gets its own vector', async () => {
    const tracks = [220, 330, 440, 550].map(track);
    const batcher = createTrackBatcher(watched);
    const together = await Promise.all(tracks.map((windows, i) => batcher.embed(`/music/${i}.wav`, windows)));
    expect(batches).toEqual([[SHORT, SHORT, SHORT], [LONG, LONG, LONG], [SHORT, SHORT, SHORT], [SHORT, SHORT], [LONG]]);
    for (const [i, windows] of tracks.entries()) {
      const alone = await embedTrack(embedder, windows);
      for (const [n, value] of alone.entries()) expect(Math.abs(together[i][n] - value)).toBeLessThan(1e-5);
    }
  });

  it('become the vector that the embedder combines from them', async () => {
    const sum = (vectors: readonly Float32Array[]) =>
      vectors[0].map((_, i) => vectors.reduce((total, vector) => total + vector[i], 0));
    const summing = { ...embedder, combine: sum };
    const mean = await embedTrack(embedder, track(220));
    for (const combined of [
      await embedTrack(summing, track(220)),
      await createTrackBatcher(summing).embed('/music/1.wav', track(220)),
    ]) {
      for (const [n, value] of combined.entries()) expect(Math.abs(value - 3 * mean[n])).toBeLessThan(1e-4);
    }
  });

  it('fail only for the track that can not be embedded, with its path', async () => {
    const batcher = createTrackBatcher(watched);
    const broken = track(330);
    broken[1][7] = Number.NaN;
    const outcomes = await Promise.allSettled([
      batcher.embed('/music/good.wav', track(220)),
      batcher.embed('/music/broken.wav', broken),
      batcher.embed('/music/too.wav', track(440)),
      batcher.embed('/music/empty.wav', []),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    for (const [i, name] of [
      [1, 'broken'],
      [3, 'empty'],
    ] as const) {
      const { reason } = outcomes[i] as PromiseRejectedResult;
      expect(reason).toBeInstanceOf(TrackError);
      expect(reason.message).toContain(`/music/${name}.wav`);
    }
  });

  it('are finished for a started track after an abort, and not started for the others', async () => {
    const batcher = createTrackBatcher(watched);
    const controller = new AbortController();
    const outcomes = Promise.allSettled([
      batcher.embed('/music/1.wav', track(220), controller.signal),
      batcher.embed('/music/2.wav', track(330).slice(1, 2), controller.signal),
    ]);
    await Promise.resolve();
    await Promise.resolve();
    controller.abort();
    const [begun, waiting] = await outcomes;
    expect(begun.status).toBe('fulfilled');
    expect(waiting).toMatchObject({ status: 'rejected', reason: { name: 'AbortError' } });
    expect(batches).toEqual([[SHORT, SHORT], [LONG]]);
    // and the batcher still works
    await expect(batcher.embed('/music/3.wav', track(440))).resolves.toHaveLength(32);
  });
});
