import { OptionError } from '../errors.ts';

/**
 * Names the space a vector lives in: `<embedder id>/<dimensions>`, e.g. `spectral-v1/96`. Vectors of different spaces are
 * never compared.
 */
export type EmbeddingSpace = `${string}/${number}`;

/** The number of dimensions that a space's name states. Throws {@link OptionError} when it states none. */
export function spaceDimensions(space: string): number {
  const dimensions = Number(space.slice(space.lastIndexOf('/') + 1));
  if (!space.includes('/') || !Number.isInteger(dimensions) || dimensions < 1) {
    throw new OptionError(`"${space}" is not an embedding space: expected "<embedder id>/<dimensions>".`);
  }
  return dimensions;
}
