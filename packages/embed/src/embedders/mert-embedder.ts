import { basename, dirname } from 'node:path';
import { INTRO_CORE_LATE, introCoreLateInPieces, windowRule } from '@rbassist/audio';
import { notify, OptionError } from '@rbassist/core';
import { fileSha256 } from '../checkpoint/file-sha256.ts';
import { openCheckpoint } from '../checkpoint/open-checkpoint.ts';
import { createMertModel, type MertModelOptions } from '../mert/mert-model.ts';
import { readMertConfig } from '../mert/read-mert-config.ts';
import { type BatchLimits, checkBatchLimits, createBatchRunner, MAX_BATCH_SECONDS } from './batch-runner.ts';
import type { Embedder, EmbedderIdentity, PreparedEmbedder } from './embedder.ts';

/** How a track is listened to: in the three windows of the Python rbassist, or in the same music cut into pieces of 5 s. */
export const MERT_WINDOWS = ['canonical', 'chunks'] as const;

/** One of {@link MERT_WINDOWS}. */
export type MertWindows = (typeof MERT_WINDOWS)[number];

/** Options of {@link createMertEmbedder}. */
export interface MertEmbedderOptions extends MertModelOptions, BatchLimits {
  /**
   * `canonical` windows are passed whole, so that vectors may be compared with those of the Python rbassist; `chunks` are as long as what the
   * model was trained on, and their cost is linear. @default 'canonical'
   */
  windows?: MertWindows;
  /** Which hidden state, from 0 (what goes into the transformer); canonical windows take the last. @default the last */
  layer?: number;
}

/** What the model was trained on, in seconds. */
const CHUNK_S = 5;
/** Windows per run where a graphics card shares the work, and on the processor, where more only takes memory. */
const GPU_BATCH = 4;
const CPU_BATCH = 1;
const HASH_DIGITS = 8;

/**
 * An embedder of a MERT checkpoint: the mean over time of one hidden state. Its space names the model, the windows, the layer, and int8 where that
 * is the precision, for vectors of different ones are never compared. float16 gives the vectors of float32, and has no space of its own.
 *
 * @throws {OptionError} for a layer that the model does not have, or another than the last with canonical windows.
 * @throws as `createMertModel`.
 */
export async function createMertEmbedder(options: MertEmbedderOptions): Promise<Embedder> {
  const prepared = await prepareMertEmbedder(options);
  return prepared.open();
}

/**
 * As {@link createMertEmbedder}, in two steps: what it will be is known at once, and its weights are loaded by `open`.
 *
 * @throws {OptionError} for a layer that the model does not have, or another than the last with canonical windows.
 * @throws {FileFormatError} when the checkpoint can't be read, or is not what it should be.
 */
export async function prepareMertEmbedder(options: MertEmbedderOptions): Promise<PreparedEmbedder> {
  checkBatchLimits(options);
  const { identity, layer } = await identify(options);
  return { ...identity, open: () => load(identity, layer, options) };
}

async function load(
  identity: EmbedderIdentity,
  layer: number,
  { windows: _, layer: __, batchSize, maxBatchSeconds = MAX_BATCH_SECONDS, ...modelOptions }: MertEmbedderOptions,
): Promise<Embedder> {
  const model = await createMertModel(modelOptions);
  const preferredBatch = batchSize ?? (model.device === 'cpu' ? CPU_BATCH : GPU_BATCH);
  const runInBatches = createBatchRunner({
    sampleRate: model.sampleRate,
    batchSize: preferredBatch,
    maxBatchSeconds,
    run: async (windows) => (await model.hiddenMeans(windows)).map((layers) => layers[layer]),
  });
  return {
    ...identity,
    device: model.device,
    preferredBatch,
    embed(batch, { signal, onProgress } = {}) {
      let done = 0;
      const tell = (finished: number) => {
        done += finished;
        notify(onProgress, { stage: 'embed', done, total: batch.length });
      };
      return runInBatches(batch, tell, signal);
    },
    close: () => model.close(),
  };
}

/** What the options name, found out before the model is loaded. */
async function identify(options: MertEmbedderOptions): Promise<{ identity: EmbedderIdentity; layer: number }> {
  const { windows = 'canonical' } = options;
  if (!MERT_WINDOWS.includes(windows)) {
    throw new OptionError(`windows must be one of ${MERT_WINDOWS.join(', ')}, not ${windows}.`);
  }
  const checkpoint = await openCheckpoint(options.checkpoint);
  await checkpoint.close();
  const { layers, hiddenSize, sampleRate } = await readMertConfig(dirname(checkpoint.path));
  const layer = checkedLayer(options.layer ?? layers, windows, layers);
  const listening = windows === 'canonical' ? 'intro-core-late' : `chunks-${CHUNK_S}s-layer-${layer}`;
  const rounding = options.precision === 'int8' ? '+int8' : '';
  const id = `${await modelName(checkpoint.path)}@${listening}${rounding}`;
  const rule = windows === 'canonical' ? INTRO_CORE_LATE : introCoreLateInPieces(CHUNK_S);
  const identity: EmbedderIdentity = {
    id,
    space: `${id}/${hiddenSize}`,
    dimensions: hiddenSize,
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

/** The model's name on the hub where its weights lie in the hub's cache; else its folder's name with the beginning of the weights' SHA-256. */
async function modelName(weights: string): Promise<string> {
  const cached = /[\\/]models--([^\\/]+?)--([^\\/]+)[\\/]snapshots[\\/]/.exec(weights);
  if (cached) return `${cached[1]}/${cached[2]}`;
  const hash = await fileSha256(weights);
  const folder = basename(dirname(weights));
  return `${folder.replaceAll(/[^\w.-]/g, '_')}-${hash.slice(0, HASH_DIGITS)}`;
}
