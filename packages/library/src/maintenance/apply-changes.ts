import { rm } from 'node:fs/promises';
import {
  dataFolderError,
  errorMessage,
  notify,
  type ProgressEvent,
  RbassistError,
  type RunOptions,
  type Stage,
} from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import type { LibraryVectors } from '../vectors/library-vectors.ts';
import type { MaintenanceOutcome } from './maintenance-options.ts';
import type { RecordsView } from './records-view.ts';
import { addVectorName, type VectorMove } from './vector-moves.ts';

/** Changes of a library, in the order in which they are made. */
export interface LibraryChanges {
  vectorMoves: readonly VectorMove[];
  records: RecordsView;
  /** Files of the data folder that no record names then. */
  removals: readonly string[];
  /** Paths of which the index holds another vector, if any. */
  changed: ReadonlySet<string>;
}

/**
 * Changes a library. Whenever it ends, the records on disk name vectors that exist, and running it again does the rest.
 *
 * @throws the signal's reason.
 * @throws {DataFolderError} when the data folder cannot be written to.
 */
export async function applyChanges(
  { meta, vectors }: LibraryContext,
  { vectorMoves, records, removals, changed }: LibraryChanges,
  options: RunOptions,
): Promise<Omit<MaintenanceOutcome, 'applied' | 'interrupted'>> {
  const { signal, onProgress } = options;
  signal?.throwIfAborted();
  const backup = records.isChanged ? await meta.backup() : undefined;
  const steps = async (stage: Stage, count: number, step: (i: number) => Promise<void>) => {
    for (let i = 0; i < count; i++) {
      signal?.throwIfAborted();
      await step(i);
      notify<ProgressEvent>(onProgress, { stage, done: i + 1, total: count });
    }
  };
  await steps('vector-names', vectorMoves.length, (i) => addVectorName(vectorMoves[i]));
  await records.write();
  await meta.flush();
  await steps('removals', removals.length, (i) => removeFile(removals[i]));
  return { ...(backup !== undefined && { backup }), ...(await followWithIndex(vectors, changed, options)) };
}

async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true }).catch((error) => {
    throw dataFolderError(path, 'written', error);
  });
}

/** A library without vectors, or with those of several models, has no index to bring up to date. */
async function followWithIndex(
  vectors: LibraryVectors,
  changed: ReadonlySet<string>,
  options: RunOptions,
): Promise<Pick<MaintenanceOutcome, 'index' | 'indexProblem'>> {
  try {
    return { index: await vectors.updateIndex({ incremental: true, changed, ...options }) };
  } catch (error) {
    if (!RbassistError.isInstance(error) || (error.code !== 'not-found' && error.code !== 'space-mismatch'))
      throw error;
    return error.code === 'not-found' ? {} : { indexProblem: errorMessage(error) };
  }
}
