import { errorMessage, MissingDependencyError } from '@rbassist/core';
import { describeRuntime, openProcessorSession } from './onnx-runtime.ts';
import type { OnnxSession } from './onnx-session.ts';
import { openWasmSession, wasmVersion } from './wasm-runtime.ts';

/** Options of {@link openLocalSession}. */
export interface LocalSessionOptions {
  /** Threads of one run with onnxruntime-node, from 1. WebAssembly always uses one. @default 1 */
  threads?: number;
}

/**
 * Loads a small model in the calling thread, on the processor: with onnxruntime-node where it loads, otherwise with
 * WebAssembly, which runs everywhere. Their results differ by rounding only.
 *
 * @param model Bytes of a .onnx file without other files.
 * @throws {MissingDependencyError} if neither can run on this computer.
 * @throws {OutOfMemoryError} if WebAssembly can't reserve its memory.
 * @throws the runtime's own error if the model can't be loaded.
 */
export async function openLocalSession(
  model: Uint8Array,
  { threads = 1 }: LocalSessionOptions = {},
): Promise<OnnxSession> {
  try {
    return await openProcessorSession(model, threads);
  } catch (error) {
    if (!(error instanceof MissingDependencyError)) throw error;
    return openWasmSession(model);
  }
}

/** Runtime that {@link openLocalSession} uses on this computer. */
export interface LocalRuntime {
  available: boolean;
  name: 'onnxruntime-node' | 'onnxruntime-web';
  version?: string;
  device: 'cpu' | 'wasm';
  reason?: string;
}

/** Describes the runtime of built-in models: tries a tiny model, since WebAssembly may lack memory or SIMD. */
export async function describeLocalRuntime(): Promise<LocalRuntime> {
  const native = await describeRuntime();
  if (native.available) return { available: true, name: 'onnxruntime-node', version: native.version, device: 'cpu' };
  const wasm = { name: 'onnxruntime-web', device: 'wasm' } as const;
  try {
    const { createOnnxGraph } = await import('./onnx-graph.ts');
    const graph = createOnnxGraph('identity');
    graph.node('Identity', [graph.input('input', ['size'])], {}, 'output');
    graph.output('output', ['size']);
    const session = await openWasmSession(graph.bytes());
    await session.close();
    return { available: true, ...wasm, version: await wasmVersion() };
  } catch (error) {
    return { available: false, ...wasm, reason: errorMessage(error) };
  }
}
