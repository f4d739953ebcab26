import { copyFile, link } from 'node:fs/promises';
import { join } from 'node:path';
import { dataFolderError, replaceFileBy } from '@rbassist/core';
import type { DataFolder } from '../files/data-folder.ts';
import { type EmbeddingFiles, embeddingFileName, isEmbeddingOf } from '../vectors/embedding-file.ts';
import type { RecordsView } from './records-view.ts';

/** A vector that gets another name. Absolute paths. */
export interface VectorMove {
  from: string;
  to: string;
}

/**
 * Gives the vectors of records that follow their files the names of their new paths: under the old name, the next track at the old path would overwrite them.
 * Names of the Python rbassist stay.
 *
 * @param followed Which record came from where; changed to name the new files.
 */
export function renameVectors(
  folder: DataFolder,
  files: EmbeddingFiles,
  records: RecordsView,
  followed: Iterable<{ from: string; to: string }>,
): VectorMove[] {
  const moves = new Map<string, VectorMove>();
  for (const { from, to } of followed) {
    const record = records.get(to);
    if (!record) continue;
    const { embedding, embedding_next: next } = record;
    const rename = (stored: string, name: string) => {
      const target = join(folder.embeddings, name);
      moves.set(target, { from: files.locate(stored), to: target });
      return target;
    };
    const isOld = (stored: string) => isEmbeddingOf(from, stored) && !isEmbeddingOf(to, stored) && files.has(stored);
    if (embedding !== undefined && isOld(embedding)) record.embedding = rename(embedding, embeddingFileName(to));
    if (next && isOld(next.embedding)) {
      const name = embeddingFileName(to, next.embedding_space);
      record.embedding_next = { ...next, embedding: rename(next.embedding, name) };
    }
    records.set(to, record);
  }
  return [...moves.values()];
}

/**
 * Makes a vector's file known by its new name too; the old one stays until the records that name it are changed.
 *
 * @throws {DataFolderError} when the data folder cannot be written to.
 */
export async function addVectorName({ from, to }: VectorMove): Promise<void> {
  try {
    // a second name costs next to nothing; where there is none, or the name is taken, the bytes are copied
    await link(from, to).catch(() => replaceFileBy(to, (temporary) => copyFile(from, temporary)));
  } catch (error) {
    throw dataFolderError(to, 'written', error);
  }
}
