import type { RunOptions } from '@rbassist/core';
import { type Embedder, embedTrack } from './embedder.ts';

/** Gives an embedder the windows of several tracks at a time. Made by {@link createTrackBatcher}. */
export interface TrackBatcher {
  /**
   * The vector of a track, as `embedTrack`. Tracks are served in the order they came.
   *
   * @param windows Mono samples at the embedder's sample rate, as `embedder.windows` asks for.
   * @param signal Gives up a track of which nothing was heard yet, with its reason; one that was begun is finished.
   * @throws {TrackError} as `embedTrack`; what else the embedder throws for this track's windows alone.
   */
  embed(path: string, windows: readonly Float32Array[], signal?: AbortSignal): Promise<Float32Array>;
}

/** A window that waits, and whoever waits for its vector. */
interface Waiting {
  window: Float32Array;
  /** Of its track: whether nothing of it may be begun any more. */
  givenUp: () => boolean;
  begun: () => void;
  resolve: (vector: Float32Array) => void;
  reject: (reason: unknown) => void;
}

/**
 * Batches windows of equal length across tracks. It never waits for a batch to fill: whenever the embedder is free it takes the window that has
 * waited longest, with as many as are best of those as long as it, so that batches are full where decoding runs ahead, and small where it does not.
 * What goes wrong with a batch is tried window by window, so that a track never fails of its company.
 */
export function createTrackBatcher(embedder: Embedder): TrackBatcher {
  let queue: Waiting[] = [];
  let working = false;

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    // tracks that come in the same turn are batched too
    await Promise.resolve();
    for (let batch = next(); batch.length > 0; batch = next()) await runBatch(embedder, batch);
    working = false;
  }

  function next(): Waiting[] {
    queue = queue.filter(({ givenUp }) => !givenUp());
    const length = queue[0]?.window.length;
    const batch = queue.filter(({ window }) => window.length === length).slice(0, embedder.preferredBatch);
    const taken = new Set(batch);
    queue = queue.filter((waiting) => !taken.has(waiting));
    for (const { begun } of batch) begun();
    return batch;
  }

  return {
    embed(path, windows, signal) {
      const inBatches = { ...embedder, embed: (own: readonly Float32Array[]) => enqueue(own, signal) };
      return embedTrack(inBatches, windows, { path });
    },
  };

  function enqueue(windows: readonly Float32Array[], signal: RunOptions['signal']): Promise<Float32Array[]> {
    let begun = false;
    const vectors = windows.map(
      (window) =>
        new Promise<Float32Array>((resolve, reject) => {
          const givenUp = () => {
            if (begun || !signal?.aborted) return false;
            reject(signal.reason);
            return true;
          };
          queue.push({
            window,
            givenUp,
            begun: () => {
              begun = true;
            },
            resolve,
            reject,
          });
        }),
    );
    void work();
    return Promise.all(vectors);
  }
}

async function runBatch(embedder: Embedder, batch: readonly Waiting[]): Promise<void> {
  try {
    const vectors = await embedder.embed(batch.map(({ window }) => window));
    for (const [i, { resolve }] of batch.entries()) resolve(vectors[i]);
  } catch (error) {
    if (batch.length === 1) batch[0].reject(error);
    else for (const waiting of batch) await runBatch(embedder, [waiting]);
  }
}
