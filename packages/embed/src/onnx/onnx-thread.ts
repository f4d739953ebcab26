import {
  errorMessage,
  FileFormatError,
  MissingDependencyError,
  OptionError,
  RbassistError,
  type Remedy,
} from '@rbassist/core';
import { type OnnxSessionOptions, openOnnxSession } from './onnx-runtime.ts';
import type { FloatTensor, OnnxSession, OnnxValue } from './onnx-session.ts';
import { OutOfMemoryError } from './out-of-memory-error.ts';
import { type ProbeTone, probeTone } from './probe-tone.ts';

/** Options of a session as plain data. A description replaces a probe that depends on the inputs. */
export interface ThreadOptions extends Omit<OnnxSessionOptions, 'probe'> {
  probe: FloatTensor | ProbeTone;
}

export type ThreadModel = Pick<OnnxSession, 'device' | 'inputs' | 'outputs'>;

/** Error as plain data, since threads can't exchange class instances. */
export type ThreadFailure = { message: string; remedies: readonly Remedy[] } & (
  | { kind: 'option' | 'out-of-memory' | 'other' }
  | { kind: 'missing'; dependency: string }
  | { kind: 'file-format'; path: string }
);

export type ThreadReply<T> = { ok: true; value: T } | { ok: false; failure: ThreadFailure };

let session: OnnxSession | undefined;

export function open({
  model,
  options: { probe, ...options },
}: {
  model: Uint8Array | string;
  options: ThreadOptions;
}): Promise<ThreadReply<ThreadModel>> {
  return reply(async () => {
    const tryWith = 'data' in probe ? probe : (inputs: readonly OnnxValue[]) => probeTone(inputs, probe);
    session = await openOnnxSession(model, { ...options, probe: tryWith });
    return { device: session.device, inputs: session.inputs, outputs: session.outputs };
  });
}

export function run({ input, output }: { input: FloatTensor; output?: string }): Promise<ThreadReply<FloatTensor>> {
  return reply(async () => {
    if (!session) throw new Error('The model is not loaded. Open it again.');
    return session.run(input, output);
  });
}

export function close(): Promise<ThreadReply<void>> {
  return reply(async () => {
    await session?.close();
    session = undefined;
  });
}

async function reply<T>(work: () => Promise<T>): Promise<ThreadReply<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}

function failureOf(error: unknown): ThreadFailure {
  const message = errorMessage(error);
  const remedies = RbassistError.isInstance(error) ? error.remedies : [];
  const plain = { message, remedies };
  if (error instanceof MissingDependencyError) return { kind: 'missing', dependency: error.dependency, ...plain };
  if (error instanceof FileFormatError) return { kind: 'file-format', path: error.path, ...plain };
  if (error instanceof OptionError) return { kind: 'option', ...plain };
  if (error instanceof OutOfMemoryError) return { kind: 'out-of-memory', ...plain };
  return { kind: 'other', ...plain };
}
