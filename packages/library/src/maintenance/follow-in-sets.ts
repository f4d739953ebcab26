import { RbassistError } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import type { RepairReport } from './maintenance-options.ts';

/** The records are saved already, so a set that can't be changed is only a warning. */
export async function followInSets(
  { sets, warn }: LibraryContext,
  { moved, merged }: Pick<RepairReport, 'moved' | 'merged'>,
  apply: boolean,
): Promise<string[]> {
  const newPaths = new Map([...moved, ...merged].map(({ from, to }) => [from, to]));
  try {
    return await sets.followMoves(newPaths, { apply });
  } catch (error) {
    if (!RbassistError.isInstance(error)) throw error;
    warn(`The saved sets still have the old paths: ${error.message}`, error.remedies);
    return [];
  }
}
