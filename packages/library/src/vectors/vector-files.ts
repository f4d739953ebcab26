import { readdir } from 'node:fs/promises';
import { dataFolderError, listFolder } from '@rbassist/core';
import type { DataFolder } from '../files/data-folder.ts';

/** Lists the names of the vectors in the data folder, sorted. Folders, links, pipes and other files are none. */
export async function vectorFiles({ embeddings }: DataFolder): Promise<string[]> {
  try {
    const entries = await readdir(embeddings, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.npy'))
      .map(({ name }) => name)
      .sort();
  } catch {
    // nothing there is no vector, and a link to nothing is an error
    return listFolder(embeddings).catch((cause) => {
      throw dataFolderError(embeddings, 'read', cause);
    });
  }
}
