import { cosineDistance, norm } from '@rbassist/core';
import type { ReadonlyVectorIndex } from '@rbassist/index';

/** An index may keep vectors at half precision; two states of a track's sound are further apart. */
const SAME_VECTOR = 1e-3;

/** Whether an index holds a track with this vector, with another one, or not at all. */
export function isIndexed(index: ReadonlyVectorIndex, path: string, vector: Float32Array): 'same' | 'other' | 'none' {
  const indexed = index.vector(path);
  if (!indexed) return 'none';
  if (indexed.length !== vector.length) return 'other';
  // silence has no direction to compare
  const isSame = norm(vector) === 0 ? norm(indexed) === 0 : cosineDistance(indexed, vector) < SAME_VECTOR;
  return isSame ? 'same' : 'other';
}
