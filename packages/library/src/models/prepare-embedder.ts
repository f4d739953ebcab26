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
import { prepareBlendEmbedder, prepareMusicnnEmbedder } from '@rbassist/musicnn';

/** Options of a model: its device, and for MERT its windows, layer and precision. Built-in models have none. */
export type EmbeddingOptions = Pick<
  MertEmbedderOptions,
  'device' | 'windows' | 'layer' | 'precision' | 'batchSize' | 'maxBatchSeconds'
>;

export interface WeightsChoice {
  /** Hex digits that name them in an embedding space. @default those of the revision that `findModel` prefers */
  weights?: string;
}

/** Models that need no download. */
export const BUILT_IN_MODELS = ['blend-v1', 'musicnn-v1', 'spectral-v1'] as const;

type BuiltInModel = (typeof BUILT_IN_MODELS)[number];

/** Model of a new library. */
export const DEFAULT_MODEL: BuiltInModel = 'blend-v1';

const BUILT_IN: Readonly<Record<BuiltInModel, () => PreparedEmbedder>> = {
  'blend-v1': prepareBlendEmbedder,
  'musicnn-v1': prepareMusicnnEmbedder,
  'spectral-v1': prepareSpectralEmbedder,
};

const ONNX_FILE = /\.onnx$/i;
/** An id on the model hub, e.g. "m-a-p/MERT-v1-330M". */
const HUB_ID = /^[\w.-]+\/[\w.-]+$/;

/** Built-in models are small and run in every worker. */
export function isBuiltIn(model: string): model is BuiltInModel {
  return Object.hasOwn(BUILT_IN, model);
}

/**
 * `model` is a built-in model's name, a .onnx file with its card next to it, a MERT checkpoint, or the id of a model
 * that was pulled. Throws {@link OptionError} if there is no such model, or if another model gets options of MERT.
 */
export async function prepareEmbedder(
  model: string,
  { weights, ...options }: EmbeddingOptions & WeightsChoice = {},
): Promise<PreparedEmbedder> {
  if (isBuiltIn(model)) return BUILT_IN[model]();
  if (ONNX_FILE.test(model))
    return prepareOnnxEmbedder({ ...withoutMertOptions(model, options), model: resolve(model) });
  return prepareMertEmbedder({ ...options, checkpoint: await checkpointOf(model, weights) });
}

/** Rejects options of MERT, because a .onnx file has its windows in its card. */
function withoutMertOptions(model: string, { windows, layer, precision, ...options }: EmbeddingOptions) {
  if (windows === undefined && layer === undefined && precision === undefined) return options;
  throw new OptionError(
    `Windows, layer and precision work only with MERT models. The card of ${model} sets its windows.`,
  );
}

async function checkpointOf(model: string, weights: string | undefined): Promise<string> {
  const path = resolve(model);
  if (await stat(path).catch(() => null)) return path;
  if (HUB_ID.test(model)) {
    const folder = await findModel(model, { weights });
    if (folder !== undefined) return folder;
    throw new OptionError(`${model} is not on this machine.`, { remedies: [{ action: 'pull-model', model }] });
  }
  throw new OptionError(
    `There is no model "${model}". Use a built-in model (${BUILT_IN_MODELS.join(', ')}), the folder of a MERT checkpoint, or a .onnx file.`,
  );
}
