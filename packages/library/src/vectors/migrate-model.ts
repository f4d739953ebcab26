import { type EmbeddingSpace, NO_EMBEDDING, type TrackRecord } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import type { DataFolder } from '../files/data-folder.ts';
import { isNamed } from '../files/named-paths.ts';
import { discardVectors } from './discard-vectors.ts';
import { storedName } from './embedding-file.ts';
import type { LibrarySpaces } from './library-spaces.ts';
import { VECTOR_KEYS } from './stored-vector.ts';

/** Files that a scan found. They tell a missing file from one that was not scanned. */
export interface ScannedFiles {
  roots: ReadonlySet<string>;
  /** Every audio file that exists. */
  found: ReadonlySet<string>;
}

/** Progress of a library's migration to another model. */
export interface ModelMigration {
  space: EmbeddingSpace;
  /** Tracks that have a vector of the new space. */
  ready: number;
  /** Tracks that have only a vector of the old space. While there are any, the old ones stay in use. */
  left: number;
  leftExample?: string;
  /** Tracks that lost their vector: their files are missing or can no longer be embedded. */
  dropped: number;
}

/**
 * Replaces the vectors in use once every track has one of the new space. Drops the vector of a track that this scan
 * could not find or embed. Saves the records before it removes the first file, so that no record names a missing file.
 */
export async function migrateModel(
  space: EmbeddingSpace,
  { meta, folder }: { meta: MetaStore; folder: DataFolder },
  spaces: LibrarySpaces,
  scanned: ScannedFiles,
): Promise<ModelMigration> {
  const migration: ModelMigration = { space, ready: 0, left: 0, dropped: 0 };
  const replaced: string[] = [];
  const dropped: string[] = [];
  for (const [path, record] of meta.tracks([...VECTOR_KEYS, 'embedding_next', 'error'])) {
    const isOld = record.embedding !== undefined && spaces.spaceOf(path, record) !== space;
    if (record.embedding_next?.embedding_space === space) {
      migration.ready++;
      replaced.push(path);
    } else if (!isOld) {
      if (record.embedding !== undefined) migration.ready++;
    } else if (canHaveNoOther(path, record, scanned)) {
      dropped.push(path);
    } else {
      migration.left++;
      migration.leftExample ??= path;
    }
  }
  if (migration.left > 0 || migration.ready === 0) return migration;

  const oldFiles: string[] = [];
  for (const path of [...replaced, ...dropped]) {
    const { embedding, embedding_next: next } = meta.get(path) ?? {};
    // after a move of the data folder, records still name the old folder
    const isKept =
      embedding !== undefined && next !== undefined && storedName(embedding) === storedName(next.embedding);
    if (embedding !== undefined && !isKept) oldFiles.push(embedding);
    meta.update(path, {
      ...NO_EMBEDDING,
      ...next,
      ...(next && { embedding_source: 'baseline' }),
      embedding_next: undefined,
    });
  }
  migration.dropped = dropped.length;
  await meta.flush();
  await discardVectors({ meta, folder }, oldFiles);
  return migration;
}

function canHaveNoOther(path: string, { error }: TrackRecord, { roots, found }: ScannedFiles): boolean {
  if (found.has(path)) return Boolean(error);
  return isNamed(path, roots);
}
