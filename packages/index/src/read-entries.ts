import { notify, type Result, type RunOptions } from '@rbassist/core';
import { inOrder } from './in-order.ts';
import { loadEmbedding } from './load-embedding.ts';

/** A track to index. */
export interface IndexEntry {
  /** Of the track; what a search returns. */
  path: string;
  /** Of the `.npy` file with its vector. */
  embedding: string;
}

/** Vectors read ahead while one is being added. */
const FILES_AT_ONCE = 16;

/** Reads the vectors of entries, in their order, telling of each once it is dealt with. Throws the signal's reason. */
export async function* readEntries<Entry extends IndexEntry>(
  entries: Iterable<Entry> | AsyncIterable<Entry>,
  dimensions: number,
  { signal, onProgress }: RunOptions,
): AsyncGenerator<{ entry: Entry; loaded: Result<Float32Array> }> {
  const total = Array.isArray(entries) ? entries.length : undefined;
  const load = async (entry: Entry) => ({ entry, loaded: await loadEmbedding(entry.embedding, dimensions) });
  let done = 0;
  signal?.throwIfAborted();
  for await (const item of inOrder(entries, FILES_AT_ONCE, load)) {
    signal?.throwIfAborted();
    yield item;
    notify(onProgress, { stage: 'index', done: ++done, total, item: item.entry.path });
  }
  signal?.throwIfAborted();
}
