import { basename, dirname } from 'node:path';
import { INTRO_CORE_LATE, INTRO_CORE_LATE_120S, introCoreLateInPieces, windowRule } from '@rbassist/audio';
import {
  checkOptions,
  type EmbedderIdParts,
  formatEmbedderId,
  formatSpace,
  numberFrom,
  OptionError,
  oneOf,
  type SpaceParts,
  type SpaceWindows,
  withDefaults,
} from '@rbassist/core';
import { openCheckpoint } from '../checkpoint/open-checkpoint.ts';
import { createMertModel, MERT_MODEL_RULES, type MertModelOptions, requireCheckpoint } from '../mert/mert-model.ts';
import { readMertConfig } from '../mert/read-mert-config.ts';
import { modelIdOf } from '../model-store/model-id.ts';
import { weightsDigits } from '../model-store/weights-digits.ts';
import { BATCH_DEFAULTS, BATCH_RULES, type BatchLimits, createBatchRunner, defaultBatchSize } from './batch-runner.ts';
import type { Embedder, EmbedderIdentity, PreparedEmbedder } from './embedder.ts';

/**
 * Choices of windows for MERT. `canonical` takes three windows from the first 120 s, like the Python rbassist. `whole`
 * takes them from the whole track. `chunks` cuts the windows of `whole` into pieces of 5 s.
 */
export const MERT_WINDOWS = ['canonical', 'whole', 'chunks'] as const;

/** One of {@link MERT_WINDOWS}. */
export type MertWindows = (typeof MERT_WINDOWS)[number];

/** Options of {@link createMertEmbedder}. */
export interface MertEmbedderOptions extends MertModelOptions, BatchLimits {
  /**
   * Windows to embed. `canonical` takes windows of up to 40 s from the first 120 s. Its vectors are comparable with
   * those of the Python rbassist. `whole` takes windows of up to 60 s from the whole track. `chunks` cuts the windows
   * of `whole` into pieces of 5 s, the length in training. Its cost grows linearly with the window.
   * @default 'canonical'
   */
  windows?: MertWindows;
  /**
   * Hidden state to use, from 0 (the transformer's input). Layers other than the last need `chunks`.
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
/** Seconds per piece, the length in MERT's training. */
const CHUNK_S = 5;
/** Seconds of a track that the Python rbassist embeds. */
const CANONICAL_CAP_S = 120;

/**
 * Loads an embedder whose vectors are the mean over time of one hidden state of a MERT checkpoint. Its space names the
 * model, its weights, the windows, the layer and int8. float16 has the same space as float32, since the vectors are
 * almost equal.
 *
 * @throws {OptionError} for an unknown or invalid option, a layer that the model lacks, or a layer other than the last
 * without `chunks`.
 * @throws {FileFormatError} if the checkpoint can't be read or is damaged.
 * @throws {MissingDependencyError} if onnxruntime-node or the chosen device doesn't work on this computer.
 */
export async function createMertEmbedder(options: MertEmbedderOptions): Promise<Embedder> {
  const prepared = await prepareMertEmbedder(options);
  return prepared.open();
}

/**
 * Prepares a MERT embedder. Its space and windows are known before `open` loads the weights.
 *
 * @throws {OptionError} for an unknown or invalid option, a layer that the model lacks, or a layer other than the last
 * without `chunks`.
 * @throws {FileFormatError} if the checkpoint can't be read or is damaged.
 */
export async function prepareMertEmbedder(options: MertEmbedderOptions): Promise<PreparedEmbedder> {
  checkOptions(options, RULES);
  requireCheckpoint(options);
  const { identity, layer } = await identify(options);
  return { ...identity, open: () => load(identity, layer, options) };
}

/** Returns the options for the vectors of a space, or undefined if they are not from a MERT embedder. */
export function mertOptionsOf({
  source,
  windows,
  precision,
}: Pick<SpaceParts, 'source' | 'windows' | 'precision'>):
  | Pick<MertEmbedderOptions, 'windows' | 'layer' | 'precision'>
  | undefined {
  if (source !== undefined || windows === undefined) return undefined;
  const rounding = precision === undefined ? {} : { precision };
  if (windows.rule === 'intro-core-late') {
    if (windows.capS === undefined) return { windows: 'whole', ...rounding };
    return windows.capS === CANONICAL_CAP_S ? { windows: 'canonical', ...rounding } : undefined;
  }
  if (windows.chunkS !== CHUNK_S || windows.layer === undefined) return undefined;
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

async function identify(options: MertEmbedderOptions): Promise<{ identity: EmbedderIdentity; layer: number }> {
  const { windows, precision } = withDefaults(MERT_DEFAULTS, options);
  const checkpoint = await openCheckpoint(options.checkpoint);
  await checkpoint.close();
  const { layers, hiddenSize: dimensions, sampleRate } = await readMertConfig(dirname(checkpoint.path));
  const layer = checkedLayer(options.layer ?? layers, windows, layers);
  const { rule, named } = windowsOf(windows, layer);
  const parts: EmbedderIdParts = {
    ...(await modelName(checkpoint.path)),
    windows: named,
    ...(precision === 'int8' && { precision }),
  };
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

function windowsOf(windows: MertWindows, layer: number): { rule: string; named: SpaceWindows } {
  switch (windows) {
    case 'canonical':
      return { rule: INTRO_CORE_LATE_120S, named: { rule: 'intro-core-late', capS: CANONICAL_CAP_S } };
    case 'whole':
      return { rule: INTRO_CORE_LATE, named: { rule: 'intro-core-late' } };
    case 'chunks':
      return { rule: introCoreLateInPieces(CHUNK_S), named: { rule: 'chunks', chunkS: CHUNK_S, layer } };
  }
}

function checkedLayer(layer: number, windows: MertWindows, layers: number): number {
  if (!Number.isInteger(layer) || layer < 0 || layer > layers) {
    throw new OptionError(`layer must be a whole number from 0 to ${layers} for this model, not ${layer}.`, {
      option: 'layer',
    });
  }
  if (windows !== 'chunks' && layer !== layers) {
    throw new OptionError(`layer must be ${layers}, the last one. Only chunks can use another layer.`, {
      option: 'layer',
    });
  }
  return layer;
}

/**
 * Returns the hub id and the weights' digits of a model in the hub's cache, otherwise its folder's name with the
 * digits.
 */
async function modelName(weights: string): Promise<Pick<EmbedderIdParts, 'model' | 'weights'>> {
  const id = modelIdOf(weights);
  const digits = await weightsDigits(weights);
  if (id !== undefined) return { model: id, weights: digits };
  const folder = basename(dirname(weights));
  return { model: `${folder.replaceAll(/[^\w.-]/g, '_')}-${digits}` };
}
