import { type EmbeddingSpace, fileStem, type TrackRecord } from '@rbassist/core';
import { type EmbeddingFiles, storedName } from './embedding-file.ts';

/** Record keys that name a track's vector and the program that wrote it. */
export const VECTOR_KEYS = ['embedding', 'embedding_space', 'embedding_source', 'embedding_mert'] as const;

type VectorKeys = Pick<TrackRecord, (typeof VECTOR_KEYS)[number]>;

export interface StoredVector {
  /** Path as stored in the record. */
  stored: string;
  /** Space that rbassist stored with it; absent for a vector of the Python rbassist, which stores none. */
  stated?: EmbeddingSpace;
  /** Source of the vector that the Python rbassist noted; absent if it noted none. */
  source?: string;
  /** True if another program overwrote a vector of rbassist. */
  isReplaced: boolean;
}

const NPY = '.npy';
const OWN_NAME = /-[0-9a-f]{8}(?:-[0-9a-f]{8})?\.npy$/;
/** Sources of vectors that the Python rbassist mixed with OpenL3, or replaced. Group 1 is the original source. */
const BLENDED = /^(?:(.*)\+timbre\(.*\)|timbre_only)$/s;

/** If the Python rbassist mixed the vector with another model's and kept the pure one, this is the pure one. */
export function storedVector(path: string, record: VectorKeys, files: EmbeddingFiles): StoredVector | undefined {
  const { embedding: stored, embedding_space: space, embedding_source: source, embedding_mert: pure } = record;
  if (!stored) return undefined;
  const isReplaced = isReplacedVector(path, record);
  if (space && !isReplaced) return { stored, stated: space, isReplaced };
  const blended = source === undefined ? null : BLENDED.exec(source);
  if (blended && typeof pure === 'string' && files.has(pure)) return { stored: pure, source: blended[1], isReplaced };
  return { stored, source, isReplaced };
}

/** Returns true if a record names a vector of another program, but still the space of rbassist's vector. */
export function isReplacedVector(
  path: string,
  { embedding, embedding_space: space }: Pick<TrackRecord, 'embedding' | 'embedding_space'>,
): boolean {
  return Boolean(space) && Boolean(embedding) && !isOwnName(path, embedding ?? '');
}

/** The Python rbassist names vectors after their tracks, `<stem>.npy`. */
function isOwnName(path: string, stored: string): boolean {
  if (!OWN_NAME.test(stored)) return false;
  // most names are decided by their end, without reading the paths
  const end = stored.slice(Math.max(stored.lastIndexOf('/'), stored.lastIndexOf('\\')) + 1, -NPY.length);
  return !path.includes(end) || storedName(stored) !== `${fileStem(path)}${NPY}`;
}
