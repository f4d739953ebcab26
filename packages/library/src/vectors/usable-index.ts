import {
  DataFolderError,
  FileFormatError,
  LibraryBusyError,
  MissingDependencyError,
  NotFoundError,
  type RbassistError,
  type RunOptions,
  SpaceMismatchError,
} from '@rbassist/core';
import type { ReadonlyVectorIndex } from '@rbassist/index';
import type { LibraryContext } from '../library-context.ts';

/** Rebuilds in progress. Several questions at once wait for one of them. */
const rebuilds = new WeakMap<LibraryContext, Promise<ReadonlyVectorIndex | undefined>>();

/**
 * Opens the index, or rebuilds it if it can't be used: the index of the Python rbassist can't be verified, a crash may
 * leave half of one, and hnswlib-node may be missing.
 *
 * @returns undefined after an abort.
 */
export async function usableIndex(context: LibraryContext, run: RunOptions): Promise<ReadonlyVectorIndex | undefined> {
  try {
    return await context.vectors.openIndex();
  } catch (error) {
    if (!(error instanceof FileFormatError || error instanceof MissingDependencyError)) throw error;
    const running = rebuilds.get(context);
    if (running === undefined) return beginRebuild(context, run, error);
    const index = await running;
    // whoever began it may have stopped it
    return index || run.signal?.aborted ? index : usableIndex(context, run);
  }
}

function beginRebuild(
  context: LibraryContext,
  run: RunOptions,
  reason: RbassistError,
): Promise<ReadonlyVectorIndex | undefined> {
  const rebuild = rebuildIndex(context, run, reason).finally(() => rebuilds.delete(context));
  rebuilds.set(context, rebuild);
  return rebuild;
}

async function rebuildIndex(
  context: LibraryContext,
  run: RunOptions,
  reason: RbassistError,
): Promise<ReadonlyVectorIndex | undefined> {
  const { records, vectors } = context;
  // a library without vectors has nothing to write
  await vectors.requireAny();
  // the rebuild is already running, so only an installation is left to do
  const remedies = reason.remedies.filter(({ action }) => action === 'install');
  context.warn(`Rebuilding the index: ${reason.message}`, remedies);
  try {
    const { interrupted } = await records.upkeep(() => vectors.updateIndex(run));
    return interrupted ? undefined : await vectors.openIndex();
  } catch (error) {
    if (run.signal?.aborted) return undefined;
    // another process may be scanning all night, or the disk may be read-only
    if (!(error instanceof LibraryBusyError || error instanceof DataFolderError)) throw error;
    context.warn(`The index can't be saved, so rbassist uses it only this time: ${error.message}`);
    return vectors.buildTemporaryIndex();
  }
}

/** Does the same for a caller that works without vectors, too; warns if they can't be compared. */
export async function indexIfAny(context: LibraryContext, run: RunOptions): Promise<ReadonlyVectorIndex | undefined> {
  try {
    return await usableIndex(context, run);
  } catch (error) {
    if (error instanceof SpaceMismatchError) context.warn(error.message, error.remedies);
    else if (!(error instanceof NotFoundError)) throw error;
    return undefined;
  }
}
