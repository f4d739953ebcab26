import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DEFAULT_WORKERS } from '@rbassist/analyze';
import { type EmbeddingSpace, OptionError } from '@rbassist/core';
import {
  createMertEmbedder,
  createOnnxEmbedder,
  createSpectralEmbedder,
  type Embedder,
  findModel,
  type MertEmbedderOptions,
} from '@rbassist/embed';

/** How a MERT model listens, and where any model but the built-in one runs; the built-in embedder has nothing to set. Plain data, so that it can be handed to a worker. */
export type EmbeddingOptions = Pick<MertEmbedderOptions, 'device' | 'windows' | 'layer'>;

/** The embedder that runs where none is asked for. */
export const DEFAULT_MODEL = 'spectral-v1';

const EMBEDDERS: Readonly<Record<string, () => Promise<Embedder>>> = { [DEFAULT_MODEL]: createSpectralEmbedder };

/** Names of the embedders that are built in. */
export const MODELS: readonly string[] = Object.keys(EMBEDDERS);

const ONNX_FILE = /\.onnx$/i;
/** An id on the model hub, e.g. "m-a-p/MERT-v1-330M". */
const HUB_ID = /^[\w.-]+\/[\w.-]+$/;
/** A space of a model from there, in the windows that are taken unless asked otherwise. */
const HUB_SPACE = /^([\w.-]+\/[\w.-]+)@intro-core-late\/\d+$/;

/**
 * Makes a built-in embedder by its name; that of any audio model by the path of its .onnx file, which has its card beside it; or that of a
 * MERT checkpoint by the path of its folder or file, or by its id on the hub where it has been pulled.
 *
 * @throws {OptionError} when there is none, or it is asked to listen as only MERT can.
 * @throws as `createMertEmbedder` for a checkpoint, as `createOnnxEmbedder` for a .onnx file.
 */
export async function createEmbedder(model: string = DEFAULT_MODEL, options: EmbeddingOptions = {}): Promise<Embedder> {
  if (isBuiltIn(model)) return EMBEDDERS[model]();
  if (ONNX_FILE.test(model)) return createOnnxEmbedder({ model: resolve(model), device: deviceAlone(model, options) });
  return createMertEmbedder({ ...options, checkpoint: await checkpointOf(model) });
}

/** How a .onnx file listens is for its card to say. */
function deviceAlone(model: string, { device, windows, layer }: EmbeddingOptions): EmbeddingOptions['device'] {
  if (windows === undefined && layer === undefined) return device;
  throw new OptionError(`Windows and layer can be chosen for a MERT checkpoint; how ${model} listens, its card says.`);
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
    `There is no model "${model}". This version has: ${MODELS.join(', ')}; or name the folder of a MERT checkpoint, or a .onnx file.`,
  );
}

/** The model that a library's vectors are of, where it is on this machine; undefined for a library without vectors, or of several models. */
export async function modelInUse(spaces: Iterable<EmbeddingSpace>): Promise<string | undefined> {
  const [space, another] = spaces;
  if (space === undefined || another !== undefined) return undefined;
  const id = HUB_SPACE.exec(space)?.[1];
  return id !== undefined && (await findModel(id)) !== undefined ? id : undefined;
}

/**
 * The space that a model's vectors live in. The model is loaded for it, so that one that cannot run here fails once, before any track does.
 *
 * @throws as {@link createEmbedder}.
 */
export async function embedderSpace(model?: string, options?: EmbeddingOptions): Promise<EmbeddingSpace> {
  const embedder = await createEmbedder(model, options);
  try {
    return embedder.space;
  } finally {
    await embedder.close();
  }
}

/** A model takes gigabytes and uses every core by itself, so one thread holds it. */
export function defaultWorkers(model: string): number {
  return isBuiltIn(model) ? DEFAULT_WORKERS : 1;
}

function isBuiltIn(model: string): boolean {
  return Object.hasOwn(EMBEDDERS, model);
}
