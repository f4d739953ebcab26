import { errorMessage, FileFormatError, MissingDependencyError, OptionError } from '@rbassist/core';
import {
  type FloatTensor,
  type OnnxSession,
  type OnnxSessionOptions,
  type OnnxValue,
  openOnnxSession,
} from './onnx-runtime.ts';
import { OutOfMemoryError } from './out-of-memory-error.ts';
import { type ProbeTone, probeTone } from './probe-tone.ts';

/** As the options of a session, in plain data: a probe that depends on the model's inputs is described. */
export interface ThreadOptions extends Omit<OnnxSessionOptions, 'probe'> {
  probe: FloatTensor | ProbeTone;
}

/** What the thread has loaded. */
export type ThreadModel = Pick<OnnxSession, 'device' | 'inputs' | 'outputs'>;

/** What went wrong in the thread, as plain data, since classes do not cross threads. */
export type ThreadFailure =
  | { kind: 'option' | 'out-of-memory' | 'other'; message: string }
  | { kind: 'missing'; dependency: string; message: string }
  | { kind: 'file-format'; path: string; message: string };

/** What the thread answers. */
export type ThreadReply<T> = { ok: true; value: T } | { ok: false; failure: ThreadFailure };

let session: OnnxSession | undefined;

/** Loads the model that this thread is for. */
export function open({
  model,
  options: { probe, ...options },
}: {
  model: Uint8Array | string;
  options: ThreadOptions;
}): Promise<ThreadReply<ThreadModel>> {
  return answer(async () => {
    const tryWith = 'data' in probe ? probe : (inputs: readonly OnnxValue[]) => probeTone(inputs, probe);
    session = await openOnnxSession(model, { ...options, probe: tryWith });
    return { device: session.device, inputs: session.inputs, outputs: session.outputs };
  });
}

/** Runs it. */
export function run({ input, output }: { input: FloatTensor; output?: string }): Promise<ThreadReply<FloatTensor>> {
  return answer(async () => {
    if (!session) throw new Error('The thread that held the model has ended; open the model again.');
    return session.run(input, output);
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
  if (error instanceof FileFormatError) return { kind: 'file-format', path: error.path, message };
  if (error instanceof OptionError) return { kind: 'option', message };
  if (error instanceof OutOfMemoryError) return { kind: 'out-of-memory', message };
  return { kind: 'other', message };
}
