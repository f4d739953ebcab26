import { dot } from '../vectors/vector-math.ts';

/** Returns the cosine of a unit vector to each of the others. A loop, because `from` with a function is slow. */
export function cosines(vector: Float32Array, others: readonly Float32Array[]): Float32Array {
  const values = new Float32Array(others.length);
  for (let i = 0; i < others.length; i++) values[i] = dot(vector, others[i]);
  return values;
}
