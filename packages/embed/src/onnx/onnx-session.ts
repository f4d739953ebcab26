import { errorMessage } from '@rbassist/core';
import type { InferenceSession, Tensor, TensorConstructor } from 'onnxruntime-web';
import type { Device } from './devices.ts';
import { OutOfMemoryError } from './out-of-memory-error.ts';

/** Tensor in row-major order. */
export interface FloatTensor {
  data: Float32Array;
  shape: readonly number[];
}

/** Input or output of a model. */
export interface OnnxValue {
  name: string;
  /** Type of its elements, e.g. `float32` or `int64`; undefined if it is not a tensor. */
  type: string | undefined;
  /** A string, maybe empty, is a dimension of any size. The list is empty if the file states no shape. */
  shape: readonly (number | string)[];
}

/** Model that is loaded. */
export interface OnnxSession {
  readonly device: Device;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** Blocks the thread. `output` defaults to the first. Throws {@link OutOfMemoryError} if the input doesn't fit. */
  run(input: FloatTensor, output?: string): Promise<FloatTensor>;
  close(): Promise<void>;
}

/** Both runtimes have these classes, each its own. */
type TensorClass = TensorConstructor & { new (type: 'float32', data: Float32Array, dims: readonly number[]): Tensor };

export function wrapSession(session: InferenceSession, Tensor: TensorClass, device: Device): OnnxSession {
  const [inputName] = session.inputNames;
  const [firstOutput] = session.outputNames;
  return {
    device,
    inputs: session.inputMetadata.map(describeValue),
    outputs: session.outputMetadata.map(describeValue),
    async run({ data, shape }, output = firstOutput) {
      const feeds = { [inputName]: new Tensor('float32', data, shape) };
      const outputs = await translateOutOfMemory(session.run(feeds, [output]));
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

const OUT_OF_MEMORY =
  /out of memory|bad[ _]alloc|failed to allocate|OUT_?OF_?MEMORY|ALLOC_FAILED|not enough (?:memory|space)|8007000E/i;

async function translateOutOfMemory<T>(run: Promise<T>): Promise<T> {
  try {
    return await run;
  } catch (cause) {
    const message = errorMessage(cause);
    if (!OUT_OF_MEMORY.test(message)) throw cause;
    throw new OutOfMemoryError(`The device has too little memory for this batch: ${message}`, { cause });
  }
}
