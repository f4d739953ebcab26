import { extname } from 'node:path';
import { FileFormatError, MissingDependencyError, OptionError } from '@rbassist/core';
import type { FloatTensor, OnnxSession } from './onnx-session.ts';
import type { ThreadFailure, ThreadModel, ThreadOptions, ThreadReply } from './onnx-thread.ts';
import { OutOfMemoryError } from './out-of-memory-error.ts';

/** Worker file: JavaScript in the package, TypeScript in tests. */
const THREAD = new URL(`./onnx-thread${extname(import.meta.url)}`, import.meta.url);

/**
 * Loads a model in its own thread, since ONNX Runtime blocks its thread for up to half a minute on a long window.
 * Inputs are transferred to that thread, so their buffers can't be used afterwards. Runs are queued.
 *
 * @param model Bytes of a .onnx file, which are transferred too, or its path.
 * @throws {OutOfMemoryError} from `run`, if the input doesn't fit into the device's memory.
 * @throws the errors of `openOnnxSession`.
 */
export async function openThreadedSession(
  model: Uint8Array<ArrayBuffer> | string,
  options: ThreadOptions,
): Promise<OnnxSession> {
  const { Piscina } = await import('piscina');
  const pool = new Piscina({ filename: THREAD.href, maxThreads: 1, idleTimeout: Number.POSITIVE_INFINITY });
  const call = async <T>(name: string, input: unknown, transferred: ArrayBufferView[] = []): Promise<T> => {
    const transferList = transferred.map(({ buffer }) => buffer as ArrayBuffer);
    const reply: ThreadReply<T> = await pool.run(input, { name, transferList });
    if (reply.ok) return reply.value;
    throw errorOf(reply.failure);
  };
  try {
    const loaded = await call<ThreadModel>('open', { model, options }, typeof model === 'string' ? [] : [model]);
    return {
      ...loaded,
      run: (input, output) => call<FloatTensor>('run', { input, output }, [input.data]),
      async close() {
        await call('close', undefined);
        await pool.destroy();
      },
    };
  } catch (error) {
    await pool.destroy();
    throw error;
  }
}

function errorOf({ message, remedies, ...failure }: ThreadFailure): Error {
  const details = { remedies };
  switch (failure.kind) {
    case 'missing':
      return new MissingDependencyError(failure.dependency, message, details);
    case 'file-format':
      return new FileFormatError(failure.path, message, details);
    case 'option':
      return new OptionError(message, details);
    case 'out-of-memory':
      return new OutOfMemoryError(message, details);
    case 'other':
      return new Error(message);
  }
}
