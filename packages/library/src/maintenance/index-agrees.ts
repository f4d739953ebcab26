import { cosineDistance, norm } from '@rbassist/core';
import type { ReadonlyVectorIndex } from '@rbassist/index';

/** Largest cosine distance of equal vectors; an index may round them to half precision. */
const MAX_ROUNDING = 1e-3;

export function compareIndexed(
  index: ReadonlyVectorIndex,
  path: string,
  vector: Float32Array,
): 'same' | 'other' | 'none' {
  const indexed = index.vector(path);
  if (!indexed) return 'none';
  if (indexed.length !== vector.length) return 'other';
  // silence has no direction to compare
  const isSame = norm(vector) === 0 ? norm(indexed) === 0 : cosineDistance(indexed, vector) < MAX_ROUNDING;
  return isSame ? 'same' : 'other';
}
