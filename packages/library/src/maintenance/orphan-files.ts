import { join } from 'node:path';
import { abandonedFiles, dataFolderError, listFolder } from '@rbassist/core';
import type { DataFolder } from '../files/data-folder.ts';
import { storedName } from '../vectors/embedding-file.ts';
import type { ClassifiedRecord } from './classify-records.ts';

/** Files of the data folder that nothing needs. Absolute paths, sorted by name. */
export interface OrphanFiles {
  /** Vectors that no record names. */
  orphans: string[];
  /** Temporary files of a killed process. */
  abandoned: string[];
}

export async function findOrphanFiles(folder: DataFolder, records: Iterable<ClassifiedRecord>): Promise<OrphanFiles> {
  const named = vectorNames(records);
  const vectors = await namesIn(folder.embeddings);
  const orphans = vectors.filter((name) => name.endsWith('.npy') && !named.has(name));
  const abandoned: string[] = [];
  for (const part of [folder.root, folder.embeddings, folder.index]) abandoned.push(...(await abandonedFiles(part)));
  return { orphans: orphans.sort().map((name) => join(folder.embeddings, name)), abandoned: abandoned.sort() };
}

export function vectorNames(records: Iterable<ClassifiedRecord>): Set<string> {
  const names = new Set<string>();
  for (const { embedding, embedding_next: next } of records) {
    if (embedding !== undefined) names.add(storedName(embedding));
    if (next) names.add(storedName(next.embedding));
  }
  return names;
}

async function namesIn(folder: string): Promise<string[]> {
  return listFolder(folder).catch((error) => {
    throw dataFolderError(folder, 'read', error);
  });
}
