import { isFiniteVector, OptionError } from '@rbassist/core';

/** Throws {@link OptionError} for a wrong type or length, NaN or infinity, because native code accepts them. */
export function checkVector(vector: Float32Array, dimensions: number, name: string): void {
  if (!(vector instanceof Float32Array)) throw new OptionError(`${name} must be a Float32Array.`);
  if (vector.length !== dimensions) {
    throw new OptionError(`${name} has ${vector.length} elements, but this index needs ${dimensions}.`);
  }
  if (!isFiniteVector(vector)) throw new OptionError(`${name} contains NaN or infinity.`);
}
