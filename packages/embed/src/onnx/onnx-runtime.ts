import { availableParallelism } from 'node:os';
import { checkOptions, errorMessage, MissingDependencyError, RbassistError, type Remedy } from '@rbassist/core';
import type { InferenceSession } from 'onnxruntime-node';
import { DEVICE_RULES, DEVICES, type DeviceChoice, type NativeDevice } from './devices.ts';
import { type FloatTensor, type OnnxSession, type OnnxValue, wrapSession } from './onnx-session.ts';
import { saturates } from './saturates.ts';

export interface OnnxSessionOptions {
  device: DeviceChoice;
  /** Threads of one run on the processor, from 1. */
  threads?: number;
  /** Folder of the files with the model's values. */
  folder?: string;
  /** Input for a test run on devices other than the processor, or a function that builds one for the model's inputs. */
  probe: FloatTensor | ((inputs: readonly OnnxValue[]) => FloatTensor);
}

type Runtime = typeof import('onnxruntime-node');

// the runtime sends usage data unless this is set before it loads, and only the main thread can set it
process.env.ORT_DISABLE_TELEMETRY ??= '1';

/** Result of {@link saturates} for this computer. */
let isSaturating: Promise<boolean> | undefined;

/** Devices that `auto` tries, best first. It does not try CoreML and WebGPU, since MERT is untested on them. */
const AUTOMATIC: readonly NativeDevice[] = ['cuda', 'dml', 'cpu'];

const FATAL = 4;

const NEEDS: Readonly<Record<NativeDevice, string>> = {
  cpu: 'It needs a complete installation of onnxruntime-node',
  cuda: 'It needs Linux on x64, an NVIDIA driver, CUDA 12, cuDNN 9, and the CUDA files of onnxruntime-node',
  dml: 'It needs Windows 10 or later and a graphics card with a current driver',
  coreml: 'It needs a Mac with Apple silicon',
  webgpu: 'It needs a graphics card with a current driver',
};
const INSTALL: Remedy = { action: 'install', dependency: 'onnxruntime-node' };
const FIRST_REMEDY: Readonly<Partial<Record<NativeDevice, Remedy>>> = {
  cpu: INSTALL,
  cuda: { action: 'install-cuda' },
};

/**
 * Loads a model from its bytes or path. With a path, other files in its folder may contain values of the model.
 *
 * @throws {MissingDependencyError} if onnxruntime-node or the chosen device doesn't work on this computer.
 * @throws the runtime's own error if the model can't be loaded on the processor.
 */
export async function openOnnxSession(model: Uint8Array | string, options: OnnxSessionOptions): Promise<OnnxSession> {
  const { device, threads = availableParallelism() } = options;
  checkOptions({ device, threads }, DEVICE_RULES);
  const runtime = await importRuntime();
  const built = builtDevices(runtime);
  if (device !== 'auto') return openOn(device, built, runtime, model, { ...options, threads });
  for (const candidate of AUTOMATIC) {
    if (candidate === 'cpu' || !built.includes(candidate)) continue;
    try {
      return await openOn(candidate, built, runtime, model, { ...options, threads });
    } catch {
      // try the next device, and the processor last
    }
  }
  return openOn('cpu', built, runtime, model, { ...options, threads });
}

/**
 * Loads a model from its bytes on the processor, in the calling thread.
 *
 * @throws {MissingDependencyError} if onnxruntime-node can't be loaded.
 */
export async function openProcessorSession(model: Uint8Array, threads: number): Promise<OnnxSession> {
  return createSession('cpu', await importRuntime(), model, { threads });
}

/** ONNX Runtime on this computer. */
export interface RuntimeDescription {
  available: boolean;
  version?: string;
  /** Devices that this build supports. The computer may lack them. */
  devices: NativeDevice[];
  reason?: string;
  remedies?: readonly Remedy[];
}

/** Describes ONNX Runtime on this computer: its version and devices, or the reason why it is not available. */
export async function describeRuntime(): Promise<RuntimeDescription> {
  try {
    const runtime = await importRuntime();
    return { available: true, version: runtime.env.versions.node, devices: builtDevices(runtime) };
  } catch (error) {
    return {
      available: false,
      devices: [],
      reason: errorMessage(error),
      remedies: RbassistError.isInstance(error) ? error.remedies : [],
    };
  }
}

function builtDevices(runtime: Runtime): NativeDevice[] {
  const names = new Set(runtime.listSupportedBackends().map(({ name }) => name));
  return DEVICES.filter((device) => names.has(device));
}

async function importRuntime(): Promise<Runtime> {
  try {
    const runtime = await import('onnxruntime-node');
    // it would print every error that it throws
    runtime.env.logLevel = 'fatal';
    return runtime;
  } catch (cause) {
    const message =
      "The model needs onnxruntime-node, which can't be loaded on this computer. It runs on Windows, on Linux with glibc, and on Macs with Apple silicon.";
    throw new MissingDependencyError('onnxruntime-node', message, { cause, remedies: [INSTALL] });
  }
}

async function openOn(
  device: NativeDevice,
  built: readonly NativeDevice[],
  runtime: Runtime,
  model: Uint8Array | string,
  options: OnnxSessionOptions,
): Promise<OnnxSession> {
  if (!built.includes(device)) {
    const here = `${process.platform}-${process.arch}`;
    throw missing(device, `onnxruntime-node for ${here} supports ${built.join(', ')}`);
  }
  if (device === 'cpu') return createSession(device, runtime, model, options);
  let session: OnnxSession | undefined;
  try {
    session = await createSession(device, runtime, model, options);
    await session.run(typeof options.probe === 'function' ? options.probe(session.inputs) : options.probe);
    return session;
  } catch (cause) {
    await session?.close();
    // an invalid model fails on every device
    if (RbassistError.isInstance(cause)) throw cause;
    throw missing(device, errorMessage(cause).replace(/[\s.]+$/, ''), cause);
  }
}

function missing(device: NativeDevice, reason: string, cause?: unknown): MissingDependencyError {
  const message = `The device "${device}" can't be used on this computer: ${reason}. ${NEEDS[device]}.`;
  const first = FIRST_REMEDY[device];
  const remedies: Remedy[] = [...(first ? [first] : []), { action: 'choose-device', device: 'auto' }];
  return new MissingDependencyError(device, message, { cause, remedies });
}

async function createSession(
  device: NativeDevice,
  runtime: Runtime,
  model: Uint8Array | string,
  { threads, folder }: Pick<OnnxSessionOptions, 'threads' | 'folder'>,
): Promise<OnnxSession> {
  const settings = sessionOptions(device, threads, folder);
  isSaturating ??= saturates(runtime, sessionOptions('cpu', 1)).catch(() => false);
  // the exact sums take a quarter of the speed, also where they change nothing
  if (await isSaturating) Object.assign(settings.extra?.session ?? {}, { x64quantprecision: '1' });
  const session = await (typeof model === 'string'
    ? runtime.InferenceSession.create(model, settings)
    : runtime.InferenceSession.create(model, settings));
  return wrapSession(session, runtime.Tensor, device);
}

function sessionOptions(device: NativeDevice, threads?: number, folder?: string): InferenceSession.SessionOptions {
  return {
    executionProviders: device === 'cpu' ? ['cpu'] : [device, 'cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    // patterns need fixed shapes, and DirectML does not support them
    enableMemPattern: false,
    logSeverityLevel: FATAL,
    extra: {
      session: {
        // spinning threads slow down decoding
        'intra_op.allow_spinning': '0',
        ...(folder !== undefined && { model_external_initializers_file_folder_path: folder }),
      },
    },
  };
}
