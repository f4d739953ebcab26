import { join } from 'node:path';
import type { MetaStore } from '@rbassist/meta';
import type { DataFolder } from '../files/data-folder.ts';
import { Trash } from '../trash/trash.ts';
import { vectorFiles } from './vector-files.ts';
import { storedVectorNames, VectorNames } from './vector-names.ts';

/** Removes only vectors in the library's own folder that no record names. Save the records before. */
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
