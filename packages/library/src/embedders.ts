import { type EmbeddingSpace, OptionError } from '@rbassist/core';
import { createSpectralEmbedder, type Embedder } from '@rbassist/embed';

/** The embedder that runs where none is asked for. */
export const DEFAULT_MODEL = 'spectral-v1';

const EMBEDDERS: Readonly<Record<string, () => Promise<Embedder>>> = { [DEFAULT_MODEL]: createSpectralEmbedder };

/** Names of the embedders that can be asked for. */
export const MODELS: readonly string[] = Object.keys(EMBEDDERS);

/**
 * Makes the embedder of that name.
 *
 * @throws {OptionError} when there is none.
 */
export async function createEmbedder(model: string = DEFAULT_MODEL): Promise<Embedder> {
  if (!Object.hasOwn(EMBEDDERS, model)) {
    throw new OptionError(`There is no model "${model}". This version has: ${MODELS.join(', ')}.`);
  }
  return EMBEDDERS[model]();
}

/** The space that a model's vectors live in. Throws {@link OptionError} when there is no such model. */
export async function embedderSpace(model?: string): Promise<EmbeddingSpace> {
  const embedder = await createEmbedder(model);
  try {
    return embedder.space;
  } finally {
    await embedder.close();
  }
}
