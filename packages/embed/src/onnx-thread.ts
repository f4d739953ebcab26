import { errorMessage, MissingDependencyError, OptionError } from '@rbassist/core';
import {
  type Device,
  type FloatTensor,
  type OnnxSession,
  type OnnxSessionOptions,
  openOnnxSession,
} from './mert/onnx-runtime.ts';
import { OutOfMemoryError } from './out-of-memory-error.ts';

/** What went wrong in the thread, as plain data, since classes do not cross threads. */
export type ThreadFailure =
  | { kind: 'option' | 'out-of-memory' | 'other'; message: string }
  | { kind: 'missing'; dependency: string; message: string };

/** What the thread answers. */
export type ThreadReply<T> = { ok: true; value: T } | { ok: false; failure: ThreadFailure };

let session: OnnxSession | undefined;

/** Loads the model that this thread is for. */
export function open({
  model,
  options,
}: {
  model: Uint8Array;
  options: OnnxSessionOptions;
}): Promise<ThreadReply<Device>> {
  return answer(async () => {
    session = await openOnnxSession(model, options);
    return session.device;
  });
}

/** Runs it. */
export function run(input: FloatTensor): Promise<ThreadReply<FloatTensor>> {
  return answer(async () => {
    if (!session) throw new Error('The thread that held the model has ended; open the model again.');
    return session.run(input);
  });
}

/** Frees it. */
export function close(): Promise<ThreadReply<void>> {
  return answer(async () => {
    await session?.close();
    session = undefined;
  });
}

async function answer<T>(work: () => Promise<T>): Promise<ThreadReply<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}

function failureOf(error: unknown): ThreadFailure {
  const message = errorMessage(error);
  if (error instanceof MissingDependencyError) return { kind: 'missing', dependency: error.dependency, message };
  if (error instanceof OptionError) return { kind: 'option', message };
  if (error instanceof OutOfMemoryError) return { kind: 'out-of-memory', message };
  return { kind: 'other', message };
}
