import { errorMessage, MissingDependencyError } from '@rbassist/core';
import { type OnnxSession, wrapSession } from './onnx-session.ts';
import { OutOfMemoryError } from './out-of-memory-error.ts';

type WasmRuntime = typeof import('onnxruntime-web');

let loading: Promise<WasmRuntime> | undefined;

/**
 * Loads a model from its bytes into WebAssembly, in the calling thread. Needs no native code, but takes about three
 * times as long as ONNX Runtime for Node.
 *
 * @throws {MissingDependencyError} if WebAssembly with SIMD can't run here.
 * @throws {OutOfMemoryError} if the process can't reserve the memory.
 * @throws the runtime's own error if the model can't be loaded.
 */
export async function openWasmSession(model: Uint8Array): Promise<OnnxSession> {
  loading ??= loadRuntime();
  const { InferenceSession, Tensor } = await loading;
  try {
    const session = await InferenceSession.create(model, { executionProviders: ['wasm'], logSeverityLevel: 4 });
    return wrapSession(session, Tensor, 'wasm');
  } catch (cause) {
    throw translateStart(cause);
  }
}

/** Version of ONNX Runtime for WebAssembly. Does not load the runtime's code. */
export async function wasmVersion(): Promise<string | undefined> {
  loading ??= loadRuntime();
  return (await loading).env.versions.web;
}

async function loadRuntime(): Promise<WasmRuntime> {
  const runtime = await import('onnxruntime-web/wasm');
  // its own threads would keep the process alive, and every worker has a model already
  runtime.env.wasm.numThreads = 1;
  // it would print every error that it throws
  runtime.env.logLevel = 'fatal';
  return runtime;
}

function translateStart(cause: unknown): unknown {
  const message = errorMessage(cause);
  if (/could not allocate memory|out of memory/i.test(message)) {
    const remedies = [{ action: 'raise-limit', limit: 'memory' }] as const;
    return new OutOfMemoryError(`WebAssembly can't reserve memory for the model: ${message}`, { cause, remedies });
  }
  if (!/no available backend found/i.test(message)) return cause;
  return new MissingDependencyError(
    'onnxruntime-web',
    `The model needs WebAssembly with SIMD, which can't run here: ${message} Remove options of Node such as --jitless.`,
    { cause },
  );
}
