import { readdir } from 'node:fs/promises';
import { dataFolderError, listFolder } from '@rbassist/core';
import type { DataFolder } from '../files/data-folder.ts';

/** Sorted. Ignores folders, links, pipes and other files. */
export async function vectorFiles({ embeddings }: DataFolder): Promise<string[]> {
  try {
    const entries = await readdir(embeddings, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.npy'))
      .map(({ name }) => name)
      .sort();
  } catch {
    // a missing folder has no vectors, but a broken link is an error
    return listFolder(embeddings).catch((cause) => {
      throw dataFolderError(embeddings, 'read', cause);
    });
  }
}
