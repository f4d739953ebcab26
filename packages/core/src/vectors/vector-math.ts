import { OptionError } from '../errors.ts';

/** Returns the dot product of two vectors of equal length. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  const paired = a.length & ~3;
  let i = 0;
  for (; i < paired; i += 4) {
    sum0 += a[i] * b[i];
    sum1 += a[i + 1] * b[i + 1];
    sum2 += a[i + 2] * b[i + 2];
    sum3 += a[i + 3] * b[i + 3];
  }
  for (; i < a.length; i++) sum0 += a[i] * b[i];
  return sum0 + sum1 + sum2 + sum3;
}

/** Returns the Euclidean length of a vector. */
export function norm(vector: Float32Array): number {
  return Math.sqrt(dot(vector, vector));
}

/** Returns a copy of unit length. A vector of zeros stays unchanged. */
export function unit(vector: Float32Array): Float32Array {
  const length = norm(vector);
  const scaled = vector.slice();
  if (length > 0) for (let i = 0; i < scaled.length; i++) scaled[i] /= length;
  return scaled;
}

/** Returns the cosine distance of two vectors, 0..2. A vector of zeros has distance 1 to every vector. */
export function cosineDistance(a: Float32Array, b: Float32Array): number {
  const lengths = norm(a) * norm(b);
  return lengths === 0 ? 1 : Math.min(2, Math.max(0, 1 - dot(a, b) / lengths));
}

/** Returns true if no element is NaN or infinite. */
export function isFiniteVector(vector: ArrayLike<number>): boolean {
  for (let i = 0; i < vector.length; i++) if (!Number.isFinite(vector[i])) return false;
  return true;
}

/** Returns the mean of vectors of equal length. Throws {@link OptionError} for an empty list or unequal lengths. */
export function meanVector(vectors: readonly Float32Array[]): Float32Array {
  const length = vectors[0]?.length;
  if (length === undefined) throw new OptionError('The mean needs at least one vector.');
  const sum = new Float64Array(length);
  for (const vector of vectors) {
    if (vector.length !== length) {
      throw new OptionError(`The mean needs vectors of one length, not ${length} and ${vector.length}.`);
    }
    for (let i = 0; i < length; i++) sum[i] += vector[i];
  }
  return Float32Array.from(sum, (value) => value / vectors.length);
}
