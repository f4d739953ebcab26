import { availableParallelism } from 'node:os';
import { errorMessage, MissingDependencyError, OptionError, RbassistError } from '@rbassist/core';
import type { InferenceSession } from 'onnxruntime-node';
import { OutOfMemoryError } from './out-of-memory-error.ts';

/** What a model can run on: `cuda` is NVIDIA's own, `dml` DirectML on Windows, `coreml` on a Mac, `webgpu` any graphics card. */
export const DEVICES = ['cpu', 'cuda', 'dml', 'coreml', 'webgpu'] as const;

/** One of {@link DEVICES}. */
export type Device = (typeof DEVICES)[number];

/** Which device to use: `auto` is the first of CUDA and DirectML that works here, else the processor. */
export type DeviceChoice = Device | 'auto';

/** Numbers in rows: the last axis is the quickest. */
export interface FloatTensor {
  data: Float32Array;
  shape: readonly number[];
}

/** An input or an output of a model, as its file declares it. */
export interface OnnxValue {
  name: string;
  /** Of its elements, e.g. `float32` or `int64`; undefined when it is no tensor. */
  type: string | undefined;
  /** A string, which may be empty, is a dimension that is known only when the model runs. Empty also where the file says nothing. */
  shape: readonly (number | string)[];
}

/** Options of {@link openOnnxSession}. */
export interface OnnxSessionOptions {
  device: DeviceChoice;
  /** Threads that one run uses on the processor, at least 1. */
  threads?: number;
  /** Where the values are that the model keeps in other files. */
  folder?: string;
  /** An input that must run before a device other than the processor counts as working; made once the inputs are known, where it depends on them. */
  probe: FloatTensor | ((inputs: readonly OnnxValue[]) => FloatTensor);
}

/** A model with one input, ready to run. */
export interface OnnxSession {
  readonly device: Device;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /**
   * Blocks the thread while it calculates.
   *
   * @param output Name of the output that is wanted; the first by default.
   * @throws {OutOfMemoryError} where the device has no room for the input.
   */
  run(input: FloatTensor, output?: string): Promise<FloatTensor>;
  close(): Promise<void>;
}

type Runtime = typeof import('onnxruntime-node');

/** WebGPU and CoreML are used only when asked for, since this model is not known to run well on them. */
const AUTOMATIC: readonly Device[] = ['cuda', 'dml', 'cpu'];

/** The runtime's level of what it may print. */
const FATAL = 4;

const REMEDIES: Readonly<Record<Device, string>> = {
  cpu: 'Install onnxruntime-node anew',
  cuda:
    'It needs Linux on x64, an NVIDIA driver, CUDA 12, cuDNN 9, and the CUDA files of onnxruntime-node ' +
    '("ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node" fetches them)',
  dml: 'It needs Windows 10 or later and a graphics card with a current driver',
  coreml: 'It needs a Mac with Apple silicon',
  webgpu: 'It needs a graphics card with a current driver',
};

/**
 * Loads a model.
 *
 * @param model The bytes of a .onnx file, or its path; with a path, values in other files are looked for beside it.
 * @throws {OptionError} when the device is none of those known, or `threads` is no whole number from 1.
 * @throws {MissingDependencyError} when onnxruntime-node, or the device that was asked for, does not work here. The error of a
 *   model that can't be loaded on the processor either is the runtime's own.
 */
export async function openOnnxSession(model: Uint8Array | string, options: OnnxSessionOptions): Promise<OnnxSession> {
  const { device, threads = availableParallelism() } = options;
  if (device !== 'auto' && !DEVICES.includes(device)) {
    throw new OptionError(`options.device must be one of auto, ${DEVICES.join(', ')}, got "${String(device)}".`);
  }
  if (!Number.isInteger(threads) || threads < 1) {
    throw new OptionError(`options.threads must be a whole number from 1, got ${threads}.`);
  }
  const runtime = await importRuntime();
  const built = builtDevices(runtime);
  if (device !== 'auto') return openOn(device, built, runtime, model, { ...options, threads });
  for (const candidate of AUTOMATIC) {
    if (candidate === 'cpu' || !built.includes(candidate)) continue;
    try {
      return await openOn(candidate, built, runtime, model, { ...options, threads });
    } catch {
      // the next one is tried, the processor last
    }
  }
  return openOn('cpu', built, runtime, model, { ...options, threads });
}

/** What runs models on this machine. */
export interface RuntimeDescription {
  /** Whether onnxruntime-node is installed and loads, so that models can run at all. */
  available: boolean;
  version?: string;
  /** What this build of it can run on; whether the machine has such a device shows when one is opened. */
  devices: Device[];
  /** Why it is not available, and what to do. */
  reason?: string;
}

/** Tells what runs models on this machine. */
export async function describeRuntime(): Promise<RuntimeDescription> {
  try {
    const runtime = await importRuntime();
    return { available: true, version: runtime.env.versions.node, devices: builtDevices(runtime) };
  } catch (error) {
    return { available: false, devices: [], reason: errorMessage(error) };
  }
}

function builtDevices(runtime: Runtime): Device[] {
  const names = new Set(runtime.listSupportedBackends().map(({ name }) => name));
  return DEVICES.filter((device) => names.has(device));
}

async function importRuntime(): Promise<Runtime> {
  try {
    const runtime = await import('onnxruntime-node');
    // else it prints what it throws
    runtime.env.logLevel = 'fatal';
    return runtime;
  } catch (cause) {
    const message =
      "This model runs on onnxruntime-node, which can't be loaded here. Install it with " +
      '"npm install onnxruntime-node" (Windows, Linux with glibc, or a Mac with Apple silicon).';
    throw new MissingDependencyError('onnxruntime-node', message, { cause });
  }
}

async function openOn(
  device: Device,
  built: readonly Device[],
  runtime: Runtime,
  model: Uint8Array | string,
  options: OnnxSessionOptions,
): Promise<OnnxSession> {
  if (!built.includes(device)) {
    const here = `${process.platform}-${process.arch}`;
    throw missing(device, `onnxruntime-node for ${here} offers ${built.join(', ')}`);
  }
  if (device === 'cpu') return createSession(device, runtime, model, options);
  let session: OnnxSession | undefined;
  try {
    session = await createSession(device, runtime, model, options);
    await session.run(typeof options.probe === 'function' ? options.probe(session.inputs) : options.probe);
    return session;
  } catch (cause) {
    await session?.close();
    // what is wrong with the model is wrong everywhere
    if (RbassistError.isInstance(cause)) throw cause;
    throw missing(device, errorMessage(cause).replace(/[\s.]+$/, ''), cause);
  }
}

function missing(device: Device, reason: string, cause?: unknown): MissingDependencyError {
  const message = `The device "${device}" can't be used here: ${reason}. ${REMEDIES[device]}, or choose the device "auto".`;
  return new MissingDependencyError(device, message, { cause });
}

async function createSession(
  device: Device,
  runtime: Runtime,
  model: Uint8Array | string,
  { threads, folder }: OnnxSessionOptions,
): Promise<OnnxSession> {
  const settings = sessionOptions(device, threads, folder);
  const session = await (typeof model === 'string'
    ? runtime.InferenceSession.create(model, settings)
    : runtime.InferenceSession.create(model, settings));
  const [inputName] = session.inputNames;
  const [firstOutput] = session.outputNames;
  return {
    device,
    inputs: session.inputMetadata.map(describeValue),
    outputs: session.outputMetadata.map(describeValue),
    async run({ data, shape }, output = firstOutput) {
      const feeds = { [inputName]: new runtime.Tensor('float32', data, shape) };
      const outputs = await running(session.run(feeds, [output]));
      const { data: values, dims } = outputs[output];
      if (!(values instanceof Float32Array)) throw new TypeError(`${output} must be float32.`);
      return { data: values, shape: dims };
    },
    close: () => session.release(),
  };
}

function describeValue(value: InferenceSession.ValueMetadata): OnnxValue {
  const { name } = value;
  return value.isTensor ? { name, type: value.type, shape: value.shape } : { name, type: undefined, shape: [] };
}

/** What devices and their drivers say when there is no room. */
const NO_ROOM =
  /out of memory|bad[ _]alloc|failed to allocate|OUT_?OF_?MEMORY|ALLOC_FAILED|not enough (?:memory|space)|8007000E/i;

async function running<T>(run: Promise<T>): Promise<T> {
  try {
    return await run;
  } catch (cause) {
    const message = errorMessage(cause);
    throw NO_ROOM.test(message)
      ? new OutOfMemoryError(`The model has no room for this much at once: ${message}`, { cause })
      : cause;
  }
}

function sessionOptions(device: Device, threads?: number, folder?: string): InferenceSession.SessionOptions {
  return {
    executionProviders: device === 'cpu' ? ['cpu'] : [device, 'cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    // patterns help only where shapes never change, and DirectML refuses them
    enableMemPattern: false,
    logSeverityLevel: FATAL,
    extra: {
      session: {
        // waiting threads would take the processor from those that decode meanwhile
        'intra_op.allow_spinning': '0',
        ...(folder !== undefined && { model_external_initializers_file_folder_path: folder }),
      },
    },
  };
}
