import { join, resolve } from 'node:path';
import { errorMessage, requirePaths } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';

const DEFAULT_FOLDER = 'dup_stage';

/** Throws {@link OptionError} for an empty path, which would mean the current folder. */
export function stagingFolder({ folder }: LibraryContext, given: string | undefined): string {
  if (given !== undefined) requirePaths('dest', [given]);
  return resolve(given ?? join(folder.root, DEFAULT_FOLDER));
}

/** Updates the index if files moved, so that staged tracks are not recommended. */
export async function writeStaging<T>(
  context: LibraryContext,
  work: () => Promise<T>,
  movedFiles: (report: T) => boolean,
): Promise<T> {
  return context.records.write(async () => {
    // some files may have moved before an error such as a full disk
    let moved = true;
    try {
      const report = await work();
      moved = movedFiles(report);
      return report;
    } finally {
      if (moved) await updateIndex(context);
    }
  });
}

/** A missing index is built later, without the staged tracks. */
async function updateIndex({ vectors, warn }: LibraryContext): Promise<void> {
  try {
    const hasIndex = await vectors.openIndex().then(Boolean, () => false);
    if (hasIndex) await vectors.updateIndex({ incremental: true });
  } catch (error) {
    warn(`rbassist could not update the index: ${errorMessage(error)}`, [{ action: 'rebuild-index' }]);
  }
}
