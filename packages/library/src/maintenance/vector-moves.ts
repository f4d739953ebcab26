import { basename, join } from 'node:path';
import { dataFolderError, readRegularFile, replaceFile, resealNpy } from '@rbassist/core';
import { LARGEST_VECTOR_BYTES } from '@rbassist/index';
import type { DataFolder } from '../files/data-folder.ts';
import { type EmbeddingFiles, embeddingFileName, isEmbeddingOf } from '../vectors/embedding-file.ts';
import type { RecordsView } from './records-view.ts';

export interface VectorMove {
  from: string;
  to: string;
}

/** A new track at the old path would overwrite a vector of the old name. Keeps names that the Python rbassist gave. */
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

/** The old file stays until no record needs it. Throws {@link DataFolderError} if the copy can't be written. */
export async function addVectorName({ from, to }: VectorMove): Promise<void> {
  try {
    const bytes = await readRegularFile(from, LARGEST_VECTOR_BYTES);
    await replaceFile(to, resealNpy(bytes, { from: basename(from), to: basename(to) }));
  } catch (error) {
    throw dataFolderError(to, 'written', error);
  }
}
