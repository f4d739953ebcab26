import { join } from 'node:path';
import type { MetaStore } from '@rbassist/meta';
import type { DataFolder } from '../files/data-folder.ts';
import { Trash } from '../trash/trash.ts';
import { vectorFiles } from './vector-files.ts';
import { storedVectorNames, VectorNames } from './vector-names.ts';

/**
 * Moves replaced vectors to the trash if they are in the library's own folder and no record names them.
 *
 * @param replaced Paths as records stored them. The records must be saved before.
 * @throws {DataFolderError} if one can't be moved.
 */
export async function discardVectors(
  { meta, folder }: { meta: MetaStore; folder: DataFolder },
  replaced: readonly string[],
): Promise<void> {
  if (replaced.length === 0) return;
  const used = storedVectorNames(meta);
  const gone = new VectorNames();
  gone.addFrom(replaced);
  const trash = new Trash(folder);
  for (const name of await vectorFiles(folder)) {
    if (gone.has(name) && !used.has(name)) await trash.put(join(folder.embeddings, name));
  }
}
