import { dirname } from 'node:path';
import { errorMessage, FileFormatError, isFiniteVector, OptionError, RbassistError, TrackError } from '@rbassist/core';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { openCheckpoint } from '../checkpoint/open-checkpoint.ts';
import type { Device, DeviceChoice, FloatTensor, OnnxSession } from '../onnx/onnx-runtime.ts';
import { standardizeWindow } from '../onnx/standardize-window.ts';
import { openThreadedSession } from '../onnx/threaded-session.ts';
import { type MertConfig, receptiveField } from './mert-config.ts';
import { MERT_PRECISIONS, type MertPrecision } from './mert-precision.ts';
import { readMertConfig } from './read-mert-config.ts';

/** Options of {@link createMertModel}. */
export interface MertModelOptions {
  /** A MERT checkpoint, pytorch_model.bin or a .safetensors file, with config.json and preprocessor_config.json; or their folder. */
  checkpoint: string;
  /** `auto` by default: the first of CUDA and DirectML that works here, else the processor. */
  device?: DeviceChoice;
  /** Threads that one run uses on the processor; as many as this process may use by default. */
  threads?: number;
  /**
   * `float16` is for graphics cards: half the memory, float32's vectors to a few parts in ten million. `int8` is for processors, and runs on
   * nothing else: over twice as quick, with vectors near those of float32 that must not be mixed with them. @default 'float32'
   */
  precision?: MertPrecision;
}

/** A MERT model, ready to listen. */
export interface MertModel {
  /** Transformer layers; there is one hidden state more. */
  readonly layers: number;
  /** Elements of a hidden state. */
  readonly dimensions: number;
  /** Hertz; windows must be mono at this rate. */
  readonly sampleRate: number;
  /** What it runs on. */
  readonly device: Device;
  /**
   * The mean over time of every hidden state of every window, in order: `result[window][layer]`, where layer 0 is what goes into
   * the transformer and the last one is the model's output. Windows of equal length run as one batch, others one after another (all of
   * them in int8, where a batch would share its rounding), so that a window's vectors never depend on what it was passed with. Memory grows
   * with the samples of a batch. Runs in a thread of its own, one call after the other.
   *
   * @param batch Mono samples at {@link sampleRate}, nominally -1..1.
   * @throws {TrackError} without a path: `too-short` below the model's receptive field (17 ms), `corrupt` when samples are NaN or
   *   infinite.
   * @throws {OutOfMemoryError} when a batch is too much for the device; less of it may fit.
   */
  hiddenMeans(batch: readonly Float32Array[]): Promise<Float32Array[][]>;
  /** Frees the model; it is not to be used afterwards. */
  close(): Promise<void>;
}

/**
 * Loads a MERT checkpoint as it was published. Nothing in it is executed, and its weights stay where they are.
 *
 * @throws {FileFormatError} when a file can't be read, is not what it should be, or is of a kind that is not supported.
 * @throws {MissingDependencyError} when onnxruntime-node, or the device that was asked for, does not work here.
 * @throws {OptionError} when an option is none of those possible, or int8 is to run on a graphics card.
 */
export async function createMertModel(options: MertModelOptions): Promise<MertModel> {
  checkPrecision(options);
  const checkpoint = await openCheckpoint(options.checkpoint);
  try {
    const config = await readMertConfig(dirname(checkpoint.path));
    return modelOn(await openSession(config, checkpoint, options), config, options);
  } finally {
    await checkpoint.close();
  }
}

function checkPrecision({ precision, device = 'auto' }: MertModelOptions): void {
  if (precision !== undefined && !MERT_PRECISIONS.includes(precision)) {
    throw new OptionError(
      `options.precision must be one of ${MERT_PRECISIONS.join(', ')}, got "${String(precision)}".`,
    );
  }
  if (precision === 'int8' && device !== 'auto' && device !== 'cpu') {
    throw new OptionError(
      `int8 runs on the processor only, not on ${device}; choose float16 there, or the device "cpu".`,
    );
  }
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
  // loaded late, since the schema of ONNX files is of no use to other embedders
  const { buildMertGraph } = await import('./build-mert-graph.ts');
  const { model, folder } = await buildMertGraph(config, checkpoint, { precision });
  const shortest = receptiveField(config);
  const silence = (): FloatTensor => ({ data: new Float32Array(shortest), shape: [1, shortest] });
  const { path } = checkpoint;
  try {
    const session = await openThreadedSession(model, { device, threads, folder, probe: silence() });
    // weights used in place were not looked at yet; one that is not finite spoils what comes after it
    if (isFiniteVector((await session.run(silence())).data)) return session;
    await session.close();
  } catch (cause) {
    if (RbassistError.isInstance(cause)) throw cause;
    throw new FileFormatError(path, `${path} can't be loaded as a model: ${errorMessage(cause)}`, { cause });
  }
  const message = `${path} gives values that are not finite, even for silence. It may be damaged: fetch it again.`;
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
