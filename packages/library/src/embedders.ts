import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { OptionError } from '@rbassist/core';
import {
  findModel,
  type MertEmbedderOptions,
  type PreparedEmbedder,
  prepareMertEmbedder,
  prepareSpectralEmbedder,
} from '@rbassist/embed';

/** How a MERT model listens; the built-in embedder has nothing to set. */
export type EmbeddingOptions = Pick<
  MertEmbedderOptions,
  'device' | 'windows' | 'layer' | 'batchSize' | 'maxBatchSeconds'
>;

/** The embedder that runs where none is asked for. */
export const DEFAULT_MODEL = 'spectral-v1';

const BUILT_IN: Readonly<Record<string, () => PreparedEmbedder>> = { [DEFAULT_MODEL]: prepareSpectralEmbedder };

/** Names of the embedders that are built in. */
export const MODELS: readonly string[] = Object.keys(BUILT_IN);

/** An id on the model hub, e.g. "m-a-p/MERT-v1-330M". */
const HUB_ID = /^[\w.-]+\/[\w.-]+$/;

/** Whether an embedder comes with rbassist. Such a one is small, and runs in every thread that decodes. */
export function isBuiltIn(model: string): boolean {
  return Object.hasOwn(BUILT_IN, model);
}

/**
 * Finds a built-in embedder by its name, or that of a MERT checkpoint by the path of its folder or file, or by its id on the hub where
 * it has been pulled. Nothing is loaded yet.
 *
 * @throws {OptionError} when there is none.
 * @throws as `prepareMertEmbedder` for a checkpoint.
 */
export async function prepareEmbedder(model: string, options: EmbeddingOptions = {}): Promise<PreparedEmbedder> {
  if (isBuiltIn(model)) return BUILT_IN[model]();
  return prepareMertEmbedder({ ...options, checkpoint: await checkpointOf(model) });
}

async function checkpointOf(model: string): Promise<string> {
  const path = resolve(model);
  if (await stat(path).catch(() => null)) return path;
  if (HUB_ID.test(model)) {
    const folder = await findModel(model);
    if (folder !== undefined) return folder;
    throw new OptionError(`${model} is not on this machine. Fetch it with "rbassist model pull ${model}".`);
  }
  throw new OptionError(
    `There is no model "${model}". This version has: ${MODELS.join(', ')}; or name the folder of a MERT checkpoint.`,
  );
}
