import { dirname } from 'node:path';
import {
  checkOptions,
  errorMessage,
  FileFormatError,
  isFiniteVector,
  OptionError,
  oneOf,
  optionRules,
  RbassistError,
  requireRule,
  TrackError,
} from '@rbassist/core';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { openCheckpoint } from '../checkpoint/open-checkpoint.ts';
import { DEVICE_RULES, type Device, type DeviceChoice } from '../onnx/devices.ts';
import type { FloatTensor, OnnxSession } from '../onnx/onnx-runtime.ts';
import { standardizeWindow } from '../onnx/standardize-window.ts';
import { openThreadedSession } from '../onnx/threaded-session.ts';
import { type MertConfig, receptiveField } from './mert-config.ts';
import { MERT_PRECISIONS, type MertPrecision } from './mert-precision.ts';
import { readMertConfig } from './read-mert-config.ts';

/** Options of {@link createMertModel}. */
export interface MertModelOptions {
  /**
   * Folder of a MERT checkpoint, or its pytorch_model.bin or .safetensors file; config.json and
   * preprocessor_config.json lie in the folder.
   */
  checkpoint: string;
  /** Device to run on. @default 'auto', CUDA or DirectML if it works here, else the processor */
  device?: DeviceChoice;
  /** Threads of one run on the processor. @default as many as this process may use */
  threads?: number;
  /**
   * `float16` is for graphics cards: half the memory, and the vectors of float32 to a few parts in ten million. `int8`
   * is for processors only: over twice as fast, with vectors in a space of their own. @default 'float32'
   */
  precision?: MertPrecision;
}

/** Rules of {@link MertModelOptions}. */
export const MERT_MODEL_RULES = {
  ...DEVICE_RULES,
  checkpoint: optionRules.text,
  precision: oneOf(MERT_PRECISIONS),
} as const;

/** A loaded MERT model. */
export interface MertModel {
  /** Transformer layers; there is one hidden state more. */
  readonly layers: number;
  /** Elements of a hidden state. */
  readonly dimensions: number;
  /** Hertz; windows must be mono at this rate. */
  readonly sampleRate: number;
  /** Device it runs on. */
  readonly device: Device;
  /**
   * Gives the mean over time of every hidden state of every window, in order: `result[window][layer]`. Layer 0 is the
   * transformer's input, the last layer is the model's output. Windows of equal length run as one batch (one by one in
   * int8, where a batch would share its rounding), so that vectors don't depend on the other windows. Memory grows with
   * the samples of a batch. Runs in a thread of its own, one call after the other.
   *
   * @param batch Mono samples at {@link sampleRate}, nominally -1..1.
   * @throws {TrackError} without a path: `too-short` below the model's receptive field (17 ms), `corrupt` if samples
   *   are NaN or infinite.
   * @throws {OutOfMemoryError} if a batch doesn't fit into the device's memory; fewer windows may fit.
   */
  hiddenMeans(batch: readonly Float32Array[]): Promise<Float32Array[][]>;
  /** Frees the model. Don't use it afterwards. */
  close(): Promise<void>;
}

/**
 * Loads a MERT checkpoint as published. It runs no code of the checkpoint and leaves the weights in their file.
 *
 * @throws {OptionError} for an unknown or invalid option, or int8 on a graphics card.
 * @throws {FileFormatError} if a file can't be read, is damaged, or is of a kind that rbassist does not support.
 * @throws {MissingDependencyError} if onnxruntime-node or the chosen device doesn't work here.
 */
export async function createMertModel(options: MertModelOptions): Promise<MertModel> {
  checkOptions(options, MERT_MODEL_RULES);
  requireCheckpoint(options);
  refuseInt8OnGraphicsCard(options);
  const checkpoint = await openCheckpoint(options.checkpoint);
  try {
    const config = await readMertConfig(dirname(checkpoint.path));
    return modelOn(await openSession(config, checkpoint, options), config, options);
  } finally {
    await checkpoint.close();
  }
}

/** Throws {@link OptionError} if no checkpoint is named. */
export function requireCheckpoint({ checkpoint }: MertModelOptions): void {
  requireRule('checkpoint', checkpoint, optionRules.text);
}

function refuseInt8OnGraphicsCard({ precision, device = 'auto' }: MertModelOptions): void {
  if (precision !== 'int8' || device === 'auto' || device === 'cpu') return;
  throw new OptionError(
    `int8 runs on the processor only, not on ${device}. Choose float16 there, or the device "cpu".`,
  );
}

function modelOn(session: OnnxSession, config: MertConfig, { precision }: MertModelOptions): MertModel {
  const shortest = receptiveField(config);

  async function meansOfBatch(windows: readonly Float32Array[]): Promise<Float32Array[][]> {
    const length = windows[0].length;
    const data = new Float32Array(windows.length * length);
    for (const [i, window] of windows.entries()) {
      data.set(config.normalizeInput ? standardizeWindow(window) : window, i * length);
    }
    const means = await session.run({ data, shape: [windows.length, length] });
    const size = config.hiddenSize;
    return windows.map((_, i) =>
      Array.from({ length: config.layers + 1 }, (_, layer) => {
        const start = (layer * windows.length + i) * size;
        return means.data.slice(start, start + size);
      }),
    );
  }

  return {
    layers: config.layers,
    dimensions: config.hiddenSize,
    sampleRate: config.sampleRate,
    device: session.device,
    async hiddenMeans(batch) {
      for (const window of batch) checkWindow(window, shortest);
      const results = new Array<Float32Array[]>(batch.length);
      const together = Map.groupBy(batch.keys(), (index) => (precision === 'int8' ? index : batch[index].length));
      for (const indices of together.values()) {
        const means = await meansOfBatch(indices.map((index) => batch[index]));
        for (const [i, index] of indices.entries()) results[index] = means[i];
      }
      return results;
    },
    close: () => session.close(),
  };
}

async function openSession(
  config: MertConfig,
  checkpoint: Checkpoint,
  { precision, device = precision === 'int8' ? 'cpu' : 'auto', threads }: MertModelOptions,
): Promise<OnnxSession> {
  // loaded late, since other embedders don't need the schema of ONNX files
  const { buildMertGraph } = await import('./build-mert-graph.ts');
  const { model, folder } = await buildMertGraph(config, checkpoint, { precision });
  const shortest = receptiveField(config);
  const silence = (): FloatTensor => ({ data: new Float32Array(shortest), shape: [1, shortest] });
  const { path } = checkpoint;
  try {
    const session = await openThreadedSession(model, { device, threads, folder, probe: silence() });
    // weights used in place are unchecked so far; one that is not finite shows in the output
    if (isFiniteVector((await session.run(silence())).data)) return session;
    await session.close();
  } catch (cause) {
    if (RbassistError.isInstance(cause)) throw cause;
    throw new FileFormatError(path, `${path} can't be loaded as a model: ${errorMessage(cause)}`, { cause });
  }
  const message = `${path} gives values that are not finite, even for silence. It may be damaged: download it again.`;
  throw new FileFormatError(path, message);
}

function checkWindow(window: Float32Array, shortest: number): void {
  if (window.length < shortest) {
    const message = `A window of ${window.length} samples is too short to embed; ${shortest} are needed.`;
    throw new TrackError('too-short', '', message);
  }
  if (!isFiniteVector(window)) {
    throw new TrackError('corrupt', '', 'The window holds samples that are NaN or infinite; decode the track again.');
  }
}
