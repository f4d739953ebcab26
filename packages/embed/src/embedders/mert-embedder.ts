import { basename, dirname } from 'node:path';
import { INTRO_CORE_LATE, introCoreLateInPieces, windowRule } from '@rbassist/audio';
import {
  checkOptions,
  formatEmbedderId,
  formatSpace,
  numberFrom,
  OptionError,
  oneOf,
  type SpaceParts,
  type SpaceWindows,
  withDefaults,
} from '@rbassist/core';
import { fileSha256 } from '../checkpoint/file-sha256.ts';
import { openCheckpoint } from '../checkpoint/open-checkpoint.ts';
import { createMertModel, MERT_MODEL_RULES, type MertModelOptions, requireCheckpoint } from '../mert/mert-model.ts';
import { readMertConfig } from '../mert/read-mert-config.ts';
import { modelIdOf } from '../model-store/model-id.ts';
import { BATCH_DEFAULTS, BATCH_RULES, type BatchLimits, createBatchRunner, defaultBatchSize } from './batch-runner.ts';
import type { Embedder, EmbedderIdentity, PreparedEmbedder } from './embedder.ts';

/**
 * Window choices of a MERT embedder: `canonical` for the three windows of the Python rbassist, `chunks` for pieces of 5
 * s.
 */
export const MERT_WINDOWS = ['canonical', 'chunks'] as const;

/** One of {@link MERT_WINDOWS}. */
export type MertWindows = (typeof MERT_WINDOWS)[number];

/** Options of {@link createMertEmbedder}. */
export interface MertEmbedderOptions extends MertModelOptions, BatchLimits {
  /**
   * `canonical` embeds windows of up to 60 s whole, so that vectors are comparable with the Python rbassist's. `chunks`
   * cuts the same music into pieces of 5 s, the length in training; its cost grows linearly. @default 'canonical'
   */
  windows?: MertWindows;
  /**
   * Hidden state to use, from 0 (the transformer's input). Canonical windows take the last one only.
   *
   * @default the last
   */
  layer?: number;
}

/** Defaults of {@link MertEmbedderOptions}. */
export const MERT_DEFAULTS: Required<
  Pick<MertEmbedderOptions, 'device' | 'precision' | 'windows' | 'maxBatchSeconds'>
> = { device: 'auto', precision: 'float32', windows: 'canonical', ...BATCH_DEFAULTS };

const RULES = { ...MERT_MODEL_RULES, ...BATCH_RULES, windows: oneOf(MERT_WINDOWS), layer: numberFrom(0) } as const;
/** Seconds. MERT was trained on pieces of this length. */
const CHUNK_S = 5;
const HASH_DIGITS = 8;

/**
 * Loads an embedder that gives the mean over time of one hidden state of a MERT checkpoint. Its space names the model,
 * the windows, the layer and int8. float16 shares the space of float32, since its vectors are the same.
 *
 * @throws {OptionError} for an unknown or invalid option, a layer that the model lacks, or a layer other than the last
 *   with canonical windows.
 * @throws {FileFormatError} if the checkpoint can't be read or is damaged.
 * @throws {MissingDependencyError} if onnxruntime-node or the chosen device doesn't work here.
 */
export async function createMertEmbedder(options: MertEmbedderOptions): Promise<Embedder> {
  const prepared = await prepareMertEmbedder(options);
  return prepared.open();
}

/**
 * Prepares a MERT embedder: its space and windows are known at once, and `open` loads the weights.
 *
 * @throws {OptionError} for an unknown or invalid option, a layer that the model lacks, or a layer other than the last
 *   with canonical windows.
 * @throws {FileFormatError} if the checkpoint can't be read or is damaged.
 */
export async function prepareMertEmbedder(options: MertEmbedderOptions): Promise<PreparedEmbedder> {
  checkOptions(options, RULES);
  requireCheckpoint(options);
  const { identity, layer } = await identify(options);
  return { ...identity, open: () => load(identity, layer, options) };
}

/** Gives the options that make vectors of a space; undefined if no MERT embedder makes them. */
export function mertOptionsOf({
  windows,
  precision,
}: Pick<SpaceParts, 'windows' | 'precision'>):
  | Pick<MertEmbedderOptions, 'windows' | 'layer' | 'precision'>
  | undefined {
  const rounding = precision === undefined ? {} : { precision };
  if (windows?.rule === 'intro-core-late') return rounding;
  if (windows?.chunkS !== CHUNK_S || windows.layer === undefined) return undefined;
  return { windows: 'chunks', layer: windows.layer, ...rounding };
}

async function load(
  identity: EmbedderIdentity,
  layer: number,
  { windows: _, layer: __, batchSize, maxBatchSeconds, ...modelOptions }: MertEmbedderOptions,
): Promise<Embedder> {
  const model = await createMertModel(modelOptions);
  const preferredBatch = batchSize ?? defaultBatchSize(model.device);
  return {
    ...identity,
    device: model.device,
    preferredBatch,
    embed: createBatchRunner({
      sampleRate: model.sampleRate,
      batchSize: preferredBatch,
      maxBatchSeconds: maxBatchSeconds ?? MERT_DEFAULTS.maxBatchSeconds,
      run: async (windows) => (await model.hiddenMeans(windows)).map((layers) => layers[layer]),
    }),
    close: () => model.close(),
  };
}

/** Finds out what the options name before the model is loaded. */
async function identify(options: MertEmbedderOptions): Promise<{ identity: EmbedderIdentity; layer: number }> {
  const { windows, precision } = withDefaults(MERT_DEFAULTS, options);
  const checkpoint = await openCheckpoint(options.checkpoint);
  await checkpoint.close();
  const { layers, hiddenSize: dimensions, sampleRate } = await readMertConfig(dirname(checkpoint.path));
  const layer = checkedLayer(options.layer ?? layers, windows, layers);
  const isCanonical = windows === 'canonical';
  const spaceWindows: SpaceWindows = isCanonical
    ? { rule: 'intro-core-late' }
    : { rule: 'chunks', chunkS: CHUNK_S, layer };
  const parts = {
    model: await modelName(checkpoint.path),
    windows: spaceWindows,
    ...(precision === 'int8' && { precision }),
  };
  const rule = isCanonical ? INTRO_CORE_LATE : introCoreLateInPieces(CHUNK_S);
  const identity: EmbedderIdentity = {
    id: formatEmbedderId(parts),
    space: formatSpace({ ...parts, dimensions }),
    dimensions,
    sampleRate,
    windowRule: rule,
    windows: windowRule(rule),
  };
  return { identity, layer };
}

function checkedLayer(layer: number, windows: MertWindows, layers: number): number {
  if (!Number.isInteger(layer) || layer < 0 || layer > layers) {
    throw new OptionError(`layer must be a whole number from 0 to ${layers} for this model, not ${layer}.`);
  }
  if (windows === 'canonical' && layer !== layers) {
    throw new OptionError('Canonical windows take the last layer; another layer goes with windows: "chunks".');
  }
  return layer;
}

/**
 * The model's hub id if its weights are in the hub's cache; else its folder's name with the first digits of their
 * SHA-256.
 */
async function modelName(weights: string): Promise<string> {
  const id = modelIdOf(weights);
  if (id !== undefined) return id;
  const hash = await fileSha256(weights);
  const folder = basename(dirname(weights));
  return `${folder.replaceAll(/[^\w.-]/g, '_')}-${hash.slice(0, HASH_DIGITS)}`;
}
