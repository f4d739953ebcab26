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
import type { CareTarget } from '../library-context.ts';
import type { CareOutcome } from './maintenance-options.ts';
import type { RecordsView } from './records-view.ts';
import { addVectorName, type VectorMove } from './vector-moves.ts';

/** What changes in a library, in the order in which it does. */
export interface CareChanges {
  vectorMoves: readonly VectorMove[];
  records: RecordsView;
  /** Files of the data folder that no record names then. */
  removals: readonly string[];
  /** Paths of which the index holds another vector, if any. */
  changed: ReadonlySet<string>;
}

/**
 * Changes a library. At whatever moment it ends, the records that are on disk name vectors that are there, and the same command does the rest.
 *
 * @throws the signal's reason.
 * @throws {DataFolderError} when the data folder cannot be written to.
 */
export async function applyChanges(
  { meta, updateIndex }: CareTarget,
  { vectorMoves, records, removals, changed }: CareChanges,
  options: RunOptions,
): Promise<Omit<CareOutcome, 'applied'>> {
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
  return { ...(backup !== undefined && { backup }), ...(await followWithIndex(updateIndex, changed, options)) };
}

async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true }).catch((error) => {
    throw dataFolderError(path, 'written', error);
  });
}

/** A library that has no vectors, or those of several models, has no index to bring up to date. */
async function followWithIndex(
  updateIndex: CareTarget['updateIndex'],
  changed: ReadonlySet<string>,
  options: RunOptions,
): Promise<Pick<CareOutcome, 'index' | 'indexProblem'>> {
  try {
    return { index: await updateIndex({ changed, ...options }) };
  } catch (error) {
    if (!RbassistError.isInstance(error) || (error.code !== 'not-found' && error.code !== 'space-mismatch'))
      throw error;
    return error.code === 'not-found' ? {} : { indexProblem: errorMessage(error) };
  }
}
