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
import type { FloatTensor, OnnxSession } from '../onnx/onnx-session.ts';
import { standardizeWindow } from '../onnx/standardize-window.ts';
import { openThreadedSession } from '../onnx/threaded-session.ts';
import { type MertConfig, receptiveField } from './mert-config.ts';
import { MERT_PRECISIONS, type MertPrecision } from './mert-precision.ts';
import { readMertConfig } from './read-mert-config.ts';

/** Options of {@link createMertModel}. */
export interface MertModelOptions {
  /**
   * Folder of a MERT checkpoint, or its pytorch_model.bin or .safetensors file. The folder must also have config.json
   * and preprocessor_config.json.
   */
  checkpoint: string;
  /** Device to run on. @default 'auto', CUDA or DirectML if it works, otherwise the processor */
  device?: DeviceChoice;
  /** Threads of one run on the processor. @default all that this process may use */
  threads?: number;
  /**
   * `float16` is for graphics cards. It needs half the memory and differs from float32 by a few parts in ten million.
   * `int8` runs only on processors. It is over twice as fast, and its vectors have their own space. @default 'float32'
   */
  precision?: MertPrecision;
}

export const MERT_MODEL_RULES = {
  ...DEVICE_RULES,
  checkpoint: optionRules.text,
  precision: oneOf(MERT_PRECISIONS),
} as const;

/** Loaded MERT model. */
export interface MertModel {
  /** Transformer layers. The number of hidden states is one larger. */
  readonly layers: number;
  /** Elements of a hidden state. */
  readonly dimensions: number;
  /** Sample rate in hertz. Windows must be mono at this rate. */
  readonly sampleRate: number;
  readonly device: Device;
  /**
   * Returns the mean over time of every hidden state of every window, in order: `result[window][layer]`. Layer 0 is the
   * transformer's input, the last layer is the model's output. Windows of equal length run as one batch. In int8 they
   * run one by one, since a batch would share its rounding. Vectors never depend on the other windows. Memory use grows
   * with the samples of a batch. Runs in its own thread, one call after another.
   *
   * @param batch Mono samples at {@link sampleRate}, nominally -1..1.
   * @throws {TrackError} without a path: `too-short` below the model's receptive field (17 ms), `corrupt` if samples
   * are NaN or infinite.
   * @throws {OutOfMemoryError} if a batch doesn't fit into the device's memory. Fewer windows may fit.
   */
  hiddenMeans(batch: readonly Float32Array[]): Promise<Float32Array[][]>;
  close(): Promise<void>;
}

/**
 * Loads a MERT checkpoint in its published format. Runs no code from the checkpoint and uses the weights in place.
 *
 * @throws {OptionError} for an unknown or invalid option, or int8 on a graphics card.
 * @throws {FileFormatError} if a file can't be read, is damaged, or is not supported.
 * @throws {MissingDependencyError} if onnxruntime-node or the chosen device doesn't work on this computer.
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

export function requireCheckpoint({ checkpoint }: MertModelOptions): void {
  requireRule('checkpoint', checkpoint, optionRules.text);
}

function refuseInt8OnGraphicsCard({ precision, device = 'auto' }: MertModelOptions): void {
  if (precision !== 'int8' || device === 'auto' || device === 'cpu') return;
  throw new OptionError(`int8 runs only on the processor, not on ${device}. Choose float16, or the device "cpu".`);
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
  // imported on demand, since other embedders don't need the ONNX schema
  const { buildMertGraph } = await import('./build-mert-graph.ts');
  const { model, folder } = await buildMertGraph(config, checkpoint, { precision });
  const shortest = receptiveField(config);
  const silence = (): FloatTensor => ({ data: new Float32Array(shortest), shape: [1, shortest] });
  const { path } = checkpoint;
  try {
    const session = await openThreadedSession(model, { device, threads, folder, probe: silence() });
    // weights used in place are unchecked; NaN or infinity in one of them appears in the output
    if (isFiniteVector((await session.run(silence())).data)) return session;
    await session.close();
  } catch (cause) {
    if (RbassistError.isInstance(cause)) throw cause;
    throw new FileFormatError(path, `${path} can't be loaded as a model: ${errorMessage(cause)}`, { cause });
  }
  const message = `${path} returns NaN or infinite values, even for silence. The file may be damaged. Download it again.`;
  throw new FileFormatError(path, message);
}

function checkWindow(window: Float32Array, shortest: number): void {
  if (window.length < shortest) {
    const message = `A window of ${window.length} samples is too short to embed. The minimum is ${shortest}.`;
    throw new TrackError('too-short', '', message);
  }
  if (!isFiniteVector(window)) {
    throw new TrackError('corrupt', '', 'The window has samples that are NaN or infinite. Decode the track again.');
  }
}
