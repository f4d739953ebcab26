import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DEFAULT_WORKERS } from '@rbassist/analyze';
import { type EmbeddingSpace, OptionError } from '@rbassist/core';
import { createMertEmbedder, createSpectralEmbedder, type Embedder } from '@rbassist/embed';

/** The embedder that runs where none is asked for. */
export const DEFAULT_MODEL = 'spectral-v1';

const EMBEDDERS: Readonly<Record<string, () => Promise<Embedder>>> = { [DEFAULT_MODEL]: createSpectralEmbedder };

/** Names of the embedders that are built in. */
export const MODELS: readonly string[] = Object.keys(EMBEDDERS);

/**
 * Makes a built-in embedder by its name, or that of a MERT checkpoint by the path of its folder or file.
 *
 * @throws {OptionError} when there is none.
 * @throws as `createMertEmbedder` for a checkpoint.
 */
export async function createEmbedder(model: string = DEFAULT_MODEL): Promise<Embedder> {
  if (isBuiltIn(model)) return EMBEDDERS[model]();
  const path = resolve(model);
  if (await stat(path).catch(() => null)) return createMertEmbedder({ checkpoint: path });
  throw new OptionError(
    `There is no model "${model}". This version has: ${MODELS.join(', ')}; or name the folder of a MERT checkpoint.`,
  );
}

/** The space that a model's vectors live in. Throws as {@link createEmbedder}. */
export async function embedderSpace(model?: string): Promise<EmbeddingSpace> {
  const embedder = await createEmbedder(model);
  try {
    return embedder.space;
  } finally {
    await embedder.close();
  }
}

/** A checkpoint takes gigabytes and uses every core by itself, so one thread holds it. */
export function defaultWorkers(model: string): number {
  return isBuiltIn(model) ? DEFAULT_WORKERS : 1;
}

function isBuiltIn(model: string): boolean {
  return Object.hasOwn(EMBEDDERS, model);
}
