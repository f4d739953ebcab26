import { type EmbeddingSpace, fileStem, type TrackRecord } from '@rbassist/core';
import { type EmbeddingFiles, storedName } from './embedding-file.ts';

/** Keys of a record that tell which vector is the track's, and who wrote it. */
export const VECTOR_KEYS = ['embedding', 'embedding_space', 'embedding_source', 'embedding_mert'] as const;

type VectorKeys = Pick<TrackRecord, (typeof VECTOR_KEYS)[number]>;

/** The vector that a record names for its track. */
export interface StoredVector {
  /** Path as stored in the record. */
  stored: string;
  /** Space that rbassist wrote beside it; absent for a vector of the Python rbassist, which stores none. */
  stated?: EmbeddingSpace;
  /** The Python rbassist's note of what it mixed into the vector; absent if it left none. */
  source?: string;
  /** True if another program wrote it over a vector of rbassist. */
  isReplaced: boolean;
}

const OWN_NAME = /-[0-9a-f]{8}(?:-[0-9a-f]{8})?\.npy$/;
/** Vectors that the Python rbassist mixed with those of OpenL3, or replaced by them; the sound before is group 1. */
const BLENDED = /^(?:(.*)\+timbre\(.*\)|timbre_only)$/s;

/**
 * Finds the vector of a track. Of a vector that the Python rbassist mixed with another model's, it takes the pure one
 * where the program kept it.
 */
export function storedVector(path: string, record: VectorKeys, files: EmbeddingFiles): StoredVector | undefined {
  const { embedding: stored, embedding_space: space, embedding_source: source, embedding_mert: pure } = record;
  if (!stored) return undefined;
  const isReplaced = isReplacedVector(path, record);
  if (space && !isReplaced) return { stored, stated: space, isReplaced };
  const blended = source === undefined ? null : BLENDED.exec(source);
  if (blended && typeof pure === 'string' && files.has(pure)) return { stored: pure, source: blended[1], isReplaced };
  return { stored, source, isReplaced };
}

/** True if the record names a vector of another program, but the space of the one that rbassist had made. */
export function isReplacedVector(
  path: string,
  { embedding, embedding_space: space }: Pick<TrackRecord, 'embedding' | 'embedding_space'>,
): boolean {
  return Boolean(space) && Boolean(embedding) && !isOwnName(path, embedding ?? '');
}

/** True for a name that rbassist gives. The Python rbassist names vectors after their tracks, `<stem>.npy`. */
function isOwnName(path: string, stored: string): boolean {
  const name = storedName(stored);
  return OWN_NAME.test(name) && name !== `${fileStem(path)}.npy`;
}
