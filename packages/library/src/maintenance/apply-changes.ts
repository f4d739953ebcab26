import { rm } from 'node:fs/promises';
import {
  dataFolderError,
  notify,
  type ProgressEvent,
  RbassistError,
  type RunOptions,
  type Stage,
} from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { Trash } from '../trash/trash.ts';
import type { LibraryVectors } from '../vectors/library-vectors.ts';
import type { WaveformChanges } from '../waveforms/waveform-changes.ts';
import type { MaintenanceOutcome } from './maintenance-options.ts';
import type { RecordsView } from './records-view.ts';
import { addVectorName, type VectorMove } from './vector-moves.ts';

/** Changes to a library, in the order in which they are made. */
export interface LibraryChanges {
  vectorMoves: readonly VectorMove[];
  records: RecordsView;
  /** Vectors in the data folder that no record names afterwards. */
  unneededVectors: readonly string[];
  abandoned: readonly string[];
  waveforms: WaveformChanges;
  /** Paths whose vector in the index may be out of date. */
  changed: ReadonlySet<string>;
}

/** Backs the records up, makes the changes, and updates the index. */
export async function applyChanges(
  context: LibraryContext,
  changes: LibraryChanges,
  options: RunOptions,
): Promise<Omit<MaintenanceOutcome, 'applied' | 'interrupted'>> {
  options.signal?.throwIfAborted();
  const backup = changes.records.isChanged ? await context.meta.backup() : undefined;
  const { trash } = await saveChanges(context, changes, options);
  return {
    ...(backup !== undefined && { backup }),
    ...(trash !== undefined && { trash }),
    ...(await updateIndex(context.vectors, changes.changed, options)),
  };
}

/** The records on disk name existing vectors at every step, so it can run again after an abort or a crash. */
export async function saveChanges(
  { folder, meta, waveforms: { store } }: Pick<LibraryContext, 'folder' | 'meta' | 'waveforms'>,
  { vectorMoves, records, unneededVectors, abandoned, waveforms }: LibraryChanges,
  { signal, onProgress }: RunOptions,
): Promise<Pick<MaintenanceOutcome, 'trash'>> {
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
  const trash = new Trash(folder);
  await steps('removals', unneededVectors.length, (i) => trash.put(unneededVectors[i]));
  for (const { from, to } of waveforms.moved) await store.rename(from, to);
  for (const file of [...abandoned, ...waveforms.unneeded]) await removeFile(file);
  return { trash: trash.batch };
}

async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true }).catch((error) => {
    throw dataFolderError(path, 'written', error);
  });
}

/** A library without vectors, or with vectors of several models, has no index. */
async function updateIndex(
  vectors: LibraryVectors,
  changed: ReadonlySet<string>,
  options: RunOptions,
): Promise<Pick<MaintenanceOutcome, 'index' | 'indexError'>> {
  try {
    return { index: await vectors.updateIndex({ incremental: true, changed, ...options }) };
  } catch (error) {
    if (!RbassistError.isInstance(error) || (error.code !== 'not-found' && error.code !== 'space-mismatch'))
      throw error;
    return error.code === 'not-found' ? {} : { indexError: error };
  }
}
