import { notify, RbassistError, type Result, type RunOptions } from '@rbassist/core';
import { checkVector } from '../engines/check-vector.ts';
import { inOrder } from './in-order.ts';
import type { IndexEntry } from './index-entry.ts';
import { loadEmbedding } from './load-embedding.ts';

const FILES_AT_ONCE = 16;

export interface LoadedEntry<Entry extends IndexEntry> {
  entry: Entry;
  loaded: Result<Float32Array>;
}

/** Loads vectors in the order of the entries. Reports an entry when the caller asks for the next. Stops on abort. */
export async function* loadEntries<Entry extends IndexEntry>(
  entries: Iterable<Entry> | AsyncIterable<Entry>,
  dimensions: number,
  { signal, onProgress }: RunOptions,
): AsyncGenerator<LoadedEntry<Entry>> {
  if (signal?.aborted) return;
  const total = Array.isArray(entries) ? entries.length : undefined;
  const load = async (entry: Entry) => ({ entry, loaded: await loadVector(entry, dimensions) });
  let done = 0;
  for await (const item of inOrder(entries, FILES_AT_ONCE, load)) {
    if (signal?.aborted) return;
    yield item;
    notify(onProgress, { stage: 'index', done: ++done, total, item: item.entry.path });
  }
}

async function loadVector(entry: IndexEntry, dimensions: number): Promise<Result<Float32Array>> {
  if (!('vector' in entry)) return loadEmbedding(entry.embedding, dimensions, { sealed: entry.sealed });
  const { path, vector } = entry;
  try {
    checkVector(vector, dimensions, `The vector of ${path}`);
    return { path, ok: true, value: vector };
  } catch (error) {
    if (!RbassistError.isInstance(error)) throw error;
    return { path, ok: false, error };
  }
}
