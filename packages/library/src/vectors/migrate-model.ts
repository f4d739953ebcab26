import { type EmbeddingSpace, isInside, NO_EMBEDDING, type TrackRecord } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import type { DataFolder } from '../files/data-folder.ts';
import { removeEmbedding, storedName } from './embedding-file.ts';
import type { LibrarySpaces } from './library-spaces.ts';

/** What a scan came across, so that a track whose file is gone is told from one in a folder that was not scanned. */
export interface ScannedFiles {
  /** What was scanned, absolute: folders or files. */
  roots: readonly string[];
  /** Every audio file that was there. */
  found: ReadonlySet<string>;
}

/** How far a library is on its way to another model. */
export interface ModelMigration {
  space: EmbeddingSpace;
  /** Tracks that have a vector of the new space. */
  ready: number;
  /** Tracks that have only one of the old space; while there are any, the old ones stay in use. */
  left: number;
  /** One of them. */
  leftExample?: string;
  /** Tracks that lost their vector with the move: their files are gone, or can't be listened to any more. */
  dropped: number;
}

/**
 * Puts the vectors of another space, which were kept beside those in use, in their place once no track is left behind, and removes the old ones' files.
 * A track is left behind when it has only an old vector, unless this scan found that it can have no other. What is saved always names files that are
 * there: the records change and are flushed before the first file goes.
 */
export async function migrateModel(
  space: EmbeddingSpace,
  { meta, folder }: { meta: MetaStore; folder: DataFolder },
  spaces: LibrarySpaces,
  places: ScannedFiles,
): Promise<ModelMigration> {
  const move: ModelMigration = { space, ready: 0, left: 0, dropped: 0 };
  const replaced: string[] = [];
  const dropped: string[] = [];
  for (const [path, record] of meta.tracks(['embedding', 'embedding_space', 'embedding_next', 'error'])) {
    const isOld = record.embedding !== undefined && spaces.spaceOf(record) !== space;
    if (record.embedding_next?.embedding_space === space) {
      move.ready++;
      replaced.push(path);
    } else if (!isOld) {
      if (record.embedding !== undefined) move.ready++;
    } else if (canHaveNoOther(path, record, places)) {
      dropped.push(path);
    } else {
      move.left++;
      move.leftExample ??= path;
    }
  }
  if (move.left > 0 || move.ready === 0) return move;

  const oldFiles: string[] = [];
  for (const path of [...replaced, ...dropped]) {
    const { embedding, embedding_next: next } = meta.get(path) ?? {};
    // a data folder that was moved names its files where they were
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
  move.dropped = dropped.length;
  await meta.flush();
  for (const file of oldFiles) await removeEmbedding(folder, file);
  return move;
}

function canHaveNoOther(path: string, { error }: TrackRecord, { roots, found }: ScannedFiles): boolean {
  if (found.has(path)) return Boolean(error);
  return roots.some((root) => path === root || isInside(path, root));
}
