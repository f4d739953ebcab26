import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DEFAULT_WORKERS } from '@rbassist/analyze';
import { type EmbeddingSpace, OptionError } from '@rbassist/core';
import {
  createMertEmbedder,
  createSpectralEmbedder,
  type Embedder,
  findModel,
  type MertEmbedderOptions,
} from '@rbassist/embed';

/** How a MERT model listens; the built-in embedder has nothing to set. Plain data, so that it can be handed to a worker. */
export type EmbeddingOptions = Pick<MertEmbedderOptions, 'device' | 'windows' | 'layer' | 'precision'>;

/** The embedder that runs where none is asked for. */
export const DEFAULT_MODEL = 'spectral-v1';

const EMBEDDERS: Readonly<Record<string, () => Promise<Embedder>>> = { [DEFAULT_MODEL]: createSpectralEmbedder };

/** Names of the embedders that are built in. */
export const MODELS: readonly string[] = Object.keys(EMBEDDERS);

/** An id on the model hub, e.g. "m-a-p/MERT-v1-330M". */
const HUB_ID = /^[\w.-]+\/[\w.-]+$/;
/** A space of a model from there, in the windows that are taken unless asked otherwise. */
const HUB_SPACE = /^([\w.-]+\/[\w.-]+)@intro-core-late\/\d+$/;

/**
 * Makes a built-in embedder by its name, or that of a MERT checkpoint by the path of its folder or file, or by its id on the hub where
 * it has been pulled.
 *
 * @throws {OptionError} when there is none.
 * @throws as `createMertEmbedder` for a checkpoint.
 */
export async function createEmbedder(model: string = DEFAULT_MODEL, options: EmbeddingOptions = {}): Promise<Embedder> {
  if (isBuiltIn(model)) return EMBEDDERS[model]();
  return createMertEmbedder({ ...options, checkpoint: await checkpointOf(model) });
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

/** A checkpoint takes gigabytes and uses every core by itself, so one thread holds it. */
export function defaultWorkers(model: string): number {
  return isBuiltIn(model) ? DEFAULT_WORKERS : 1;
}

function isBuiltIn(model: string): boolean {
  return Object.hasOwn(EMBEDDERS, model);
}
