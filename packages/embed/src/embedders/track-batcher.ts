import type { RunOptions } from '@rbassist/core';
import { type Embedder, embedTrack } from './embedder.ts';

/** Embeds windows of several tracks together. Created by {@link createTrackBatcher}. */
export interface TrackBatcher {
  /**
   * Embeds a track like `embedTrack`, in the order of the calls.
   *
   * @param windows Mono samples at the embedder's sample rate, as `embedder.windows` chooses them.
   * @param signal Drops the track if its first window is still in the queue. A started track is finished.
   * @throws {TrackError} with the errors of `embedTrack`, and other errors of the embedder for this track's windows.
   * @throws the signal's reason if the track is dropped.
   */
  embed(path: string, windows: readonly Float32Array[], signal?: AbortSignal): Promise<Float32Array>;
}

interface QueuedWindow {
  window: Float32Array;
  /** Rejects the window and returns true if its track was aborted before it started. */
  dropped: () => boolean;
  start: () => void;
  resolve: (vector: Float32Array) => void;
  reject: (reason: unknown) => void;
}

/**
 * Creates a queue that batches windows of equal length across tracks. When the embedder is free, it takes the oldest
 * window and others of the same length, up to `preferredBatch`. It never waits for a full batch. If a batch fails, its
 * windows are retried one by one, so that a track never fails because of another.
 */
export function createTrackBatcher(embedder: Embedder): TrackBatcher {
  let queue: QueuedWindow[] = [];
  let working = false;

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    // tracks added in the same turn share a batch
    await Promise.resolve();
    for (let batch = next(); batch.length > 0; batch = next()) await runBatch(embedder, batch);
    working = false;
  }

  function next(): QueuedWindow[] {
    queue = queue.filter(({ dropped }) => !dropped());
    const length = queue[0]?.window.length;
    const batch = queue.filter(({ window }) => window.length === length).slice(0, embedder.preferredBatch);
    const taken = new Set(batch);
    queue = queue.filter((waiting) => !taken.has(waiting));
    for (const { start } of batch) start();
    return batch;
  }

  return {
    embed(path, windows, signal) {
      const inBatches = { ...embedder, embed: (own: readonly Float32Array[]) => enqueue(own, signal) };
      return embedTrack(inBatches, windows, { path });
    },
  };

  function enqueue(windows: readonly Float32Array[], signal: RunOptions['signal']): Promise<Float32Array[]> {
    let started = false;
    const vectors = windows.map(
      (window) =>
        new Promise<Float32Array>((resolve, reject) => {
          const dropped = () => {
            if (started || !signal?.aborted) return false;
            reject(signal.reason);
            return true;
          };
          queue.push({
            window,
            dropped,
            start: () => {
              started = true;
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

async function runBatch(embedder: Embedder, batch: readonly QueuedWindow[]): Promise<void> {
  try {
    const vectors = await embedder.embed(batch.map(({ window }) => window));
    for (const [i, { resolve }] of batch.entries()) resolve(vectors[i]);
  } catch (error) {
    if (batch.length === 1) batch[0].reject(error);
    else for (const waiting of batch) await runBatch(embedder, [waiting]);
  }
}
