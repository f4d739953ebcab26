import { RbassistError } from '@rbassist/core';
import { followMovesInMarks } from '../duplicates/not-copies.ts';
import type { LibraryContext } from '../library-context.ts';
import type { RepairReport } from './maintenance-options.ts';

/**
 * Lets saved sets, and marks of files that are no copies, follow files whose records moved. Returns the names of the
 * sets. The records are saved already, so what can't be changed is only a warning.
 */
export async function followMoves(
  context: LibraryContext,
  { moved, merged }: Pick<RepairReport, 'moved' | 'merged'>,
  apply: boolean,
): Promise<string[]> {
  const { sets, warn } = context;
  const newPaths = new Map([...moved, ...merged].map(({ from, to }) => [from, to]));
  try {
    if (apply) await followMovesInMarks(context, newPaths);
    return await sets.followMoves(newPaths, { apply });
  } catch (error) {
    if (!RbassistError.isInstance(error)) throw error;
    warn(`The saved sets still have the old paths: ${error.message}`, error.remedies);
    return [];
  }
}
