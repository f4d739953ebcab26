import { isFiniteVector, OptionError } from '@rbassist/core';

/**
 * Rejects vectors that native code would take and then give wrong answers for.
 *
 * @param name Begins the error's message, e.g. "The query".
 * @throws {OptionError} for anything but a Float32Array of `dimensions` finite elements.
 */
export function checkVector(vector: Float32Array, dimensions: number, name: string): void {
  if (!(vector instanceof Float32Array)) throw new OptionError(`${name} must be a Float32Array.`);
  if (vector.length !== dimensions) {
    throw new OptionError(`${name} has ${vector.length} elements, and this index holds vectors of ${dimensions}.`);
  }
  if (!isFiniteVector(vector)) throw new OptionError(`${name} has elements that are NaN or infinite.`);
}
