import { join, resolve } from 'node:path';
import { errorMessage } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';

const DEFAULT_FOLDER = 'dup_stage';

/** The staging folder, absolute: the wanted one, else `dup_stage` in the data folder. */
export function stagingFolder({ folder }: LibraryContext, wanted: string | undefined): string {
  return resolve(wanted ?? join(folder.root, DEFAULT_FOLDER));
}

/** Runs work that moves files as the only writer, and brings the index up to date if it moved any: staged tracks are not recommended. */
export async function writeStaging<T>(
  context: LibraryContext,
  work: () => Promise<T>,
  movedFiles: (report: T) => boolean,
): Promise<T> {
  return context.records.write(async () => {
    // after an error, such as a full disk, some files may have been moved
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

/** A missing index stays missing: the next one is built without the staged tracks. */
async function updateIndex({ vectors, warn }: LibraryContext): Promise<void> {
  try {
    const hasIndex = await vectors.openIndex().then(Boolean, () => false);
    if (hasIndex) await vectors.updateIndex({ incremental: true });
  } catch (error) {
    warn(`The index could not be brought up to date: ${errorMessage(error)}`, [{ action: 'rebuild-index' }]);
  }
}
