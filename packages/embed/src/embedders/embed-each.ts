import { notify, type RunOptions } from '@rbassist/core';

/**
 * Embeds windows one after another, for an embedder that needs no batches. Stops between windows after an abort, and
 * reports each one.
 *
 * @param embed Returns the vector of one window.
 * @throws the signal's reason after an abort, and the errors of `embed`.
 */
export async function embedEach(
  batch: readonly Float32Array[],
  embed: (window: Float32Array) => Float32Array | Promise<Float32Array>,
  { signal, onProgress }: RunOptions = {},
): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (const window of batch) {
    signal?.throwIfAborted();
    vectors.push(await embed(window));
    notify(onProgress, { stage: 'embed', done: vectors.length, total: batch.length });
  }
  return vectors;
}
