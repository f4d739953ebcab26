import { extname } from 'node:path';
import { FileFormatError, MissingDependencyError, OptionError } from '@rbassist/core';
import type { FloatTensor, OnnxSession } from './onnx-runtime.ts';
import type { ThreadFailure, ThreadModel, ThreadOptions, ThreadReply } from './onnx-thread.ts';
import { OutOfMemoryError } from './out-of-memory-error.ts';

/** Built or, in tests, as it is written. */
const THREAD = new URL(`./onnx-thread${extname(import.meta.url)}`, import.meta.url);

/**
 * As `openOnnxSession`, in a thread of its own: ONNX Runtime holds the thread that it runs on, for half a minute on a long window, and whoever
 * asked must still be able to draw progress and to hear of Ctrl-C. Inputs are handed over to the thread, not copied: their buffers can't be
 * used afterwards. Runs wait for one another.
 *
 * @param model The bytes of a .onnx file, handed over too, or its path.
 * @throws {OutOfMemoryError} from `run`, where the device has no room for the input.
 * @throws as `openOnnxSession`.
 */
export async function openThreadedSession(
  model: Uint8Array<ArrayBuffer> | string,
  options: ThreadOptions,
): Promise<OnnxSession> {
  const { Piscina } = await import('piscina');
  const pool = new Piscina({ filename: THREAD.href, maxThreads: 1, idleTimeout: Number.POSITIVE_INFINITY });
  const ask = async <T>(name: string, question: unknown, handedOver: ArrayBufferView[] = []): Promise<T> => {
    const transferList = handedOver.map(({ buffer }) => buffer as ArrayBuffer);
    const reply: ThreadReply<T> = await pool.run(question, { name, transferList });
    if (reply.ok) return reply.value;
    throw errorOf(reply.failure);
  };
  try {
    const loaded = await ask<ThreadModel>('open', { model, options }, typeof model === 'string' ? [] : [model]);
    return {
      ...loaded,
      run: (input, output) => ask<FloatTensor>('run', { input, output }, [input.data]),
      async close() {
        await ask('close', undefined);
        await pool.destroy();
      },
    };
  } catch (error) {
    await pool.destroy();
    throw error;
  }
}

function errorOf(failure: ThreadFailure): Error {
  switch (failure.kind) {
    case 'missing':
      return new MissingDependencyError(failure.dependency, failure.message);
    case 'file-format':
      return new FileFormatError(failure.path, failure.message);
    case 'option':
      return new OptionError(failure.message);
    case 'out-of-memory':
      return new OutOfMemoryError(failure.message);
    case 'other':
      return new Error(failure.message);
  }
}
