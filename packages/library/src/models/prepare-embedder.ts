import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { OptionError } from '@rbassist/core';
import {
  findModel,
  type MertEmbedderOptions,
  type PreparedEmbedder,
  prepareMertEmbedder,
  prepareOnnxEmbedder,
  prepareSpectralEmbedder,
} from '@rbassist/embed';

/** How a MERT model listens, and where and how much at once any model does; the built-in embedder has nothing to set. */
export type EmbeddingOptions = Pick<
  MertEmbedderOptions,
  'device' | 'windows' | 'layer' | 'precision' | 'batchSize' | 'maxBatchSeconds'
>;

/** The embedder that runs where none is asked for. */
export const DEFAULT_MODEL = 'spectral-v1';

const BUILT_IN: Readonly<Record<string, () => PreparedEmbedder>> = { [DEFAULT_MODEL]: prepareSpectralEmbedder };

/** Names of the embedders that are built in. */
export const MODELS: readonly string[] = Object.keys(BUILT_IN);

const ONNX_FILE = /\.onnx$/i;
/** An id on the model hub, e.g. "m-a-p/MERT-v1-330M". */
const HUB_ID = /^[\w.-]+\/[\w.-]+$/;

/** Whether an embedder comes with rbassist. Such a one is small, and runs in every thread that decodes. */
export function isBuiltIn(model: string): boolean {
  return Object.hasOwn(BUILT_IN, model);
}

/**
 * Finds a built-in embedder by its name; that of any audio model by the path of its .onnx file, which has its card beside it; or that of a
 * MERT checkpoint by the path of its folder or file, or by its id on the hub where it has been pulled.
 *
 * @throws {OptionError} when there is none, or it is asked to listen as only MERT can.
 * @throws as `prepareMertEmbedder` for a checkpoint, as `prepareOnnxEmbedder` for a .onnx file.
 */
export async function prepareEmbedder(model: string, options: EmbeddingOptions = {}): Promise<PreparedEmbedder> {
  if (isBuiltIn(model)) return BUILT_IN[model]();
  if (ONNX_FILE.test(model))
    return prepareOnnxEmbedder({ ...withoutMertOptions(model, options), model: resolve(model) });
  return prepareMertEmbedder({ ...options, checkpoint: await checkpointOf(model) });
}

/** How a .onnx file listens is for its card to say. */
function withoutMertOptions(model: string, { windows, layer, precision, ...options }: EmbeddingOptions) {
  if (windows === undefined && layer === undefined && precision === undefined) return options;
  throw new OptionError(
    `Windows, layer and precision can be chosen for a MERT checkpoint; how ${model} listens, its card says.`,
  );
}

async function checkpointOf(model: string): Promise<string> {
  const path = resolve(model);
  if (await stat(path).catch(() => null)) return path;
  if (HUB_ID.test(model)) {
    const folder = await findModel(model);
    if (folder !== undefined) return folder;
    throw new OptionError(`${model} is not on this machine.`, { remedies: [{ action: 'pull-model', model }] });
  }
  throw new OptionError(
    `There is no model "${model}". This version has: ${MODELS.join(', ')}; or name the folder of a MERT checkpoint, or a .onnx file.`,
  );
}
