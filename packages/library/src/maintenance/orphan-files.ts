import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { abandonedFiles, dataFolderError, systemErrorCode } from '@rbassist/core';
import type { DataFolder } from '../files/data-folder.ts';
import { storedName } from '../vectors/embedding-file.ts';
import type { ClassifiedRecord } from './classify-records.ts';

/** Files of the data folder that nothing needs any more. All are absolute and in the order of their names. */
export interface OrphanFiles {
  /** Vectors that no record names. */
  orphans: string[];
  /** What a killed process did not get to put in place. */
  abandoned: string[];
}

/** Finds the files of a library that nothing needs any more. */
export async function findOrphanFiles(folder: DataFolder, records: Iterable<ClassifiedRecord>): Promise<OrphanFiles> {
  const named = vectorNames(records);
  const vectors = await namesIn(folder.embeddings);
  const orphans = vectors.filter((name) => name.endsWith('.npy') && !named.has(name));
  const abandoned: string[] = [];
  for (const place of [folder.root, folder.embeddings, folder.index]) abandoned.push(...(await abandonedFiles(place)));
  return { orphans: orphans.sort().map((name) => join(folder.embeddings, name)), abandoned: abandoned.sort() };
}

/** File names of the vectors that records name. */
export function vectorNames(records: Iterable<ClassifiedRecord>): Set<string> {
  const names = new Set<string>();
  for (const { embedding, embedding_next: next } of records) {
    if (embedding !== undefined) names.add(storedName(embedding));
    if (next) names.add(storedName(next.embedding));
  }
  return names;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return [];
    throw dataFolderError(folder, 'read', error);
  }
}
