import { crc32 } from 'node:zlib';
import { isFiniteVector } from '@rbassist/core';
import type { CheckpointTensor } from './checkpoint.ts';
import { quoted } from './checkpoint-error.ts';
import { ELEMENT_BYTES, toFloat32 } from './element-type.ts';
import { type RandomAccessFile, readBytes } from './random-access-file.ts';

export interface StoredTensor extends CheckpointTensor {
  /** Elements from one index of an axis to the next; absent for a contiguous tensor. */
  readonly strides?: readonly number[];
  readonly crc32?: number;
}

/** Maximum size of a tensor, in the file and as float32. MERT's largest takes 32 MiB. */
const MAX_BYTES = 2 ** 30;
const MAX_AXES = 64;

/** Returns the number of elements; undefined if an axis is not a whole number, or axes or elements are too many. */
export function elementCount(shape: readonly number[]): number | undefined {
  if (shape.length > MAX_AXES || !shape.every((length) => Number.isSafeInteger(length) && length >= 0))
    return undefined;
  const count = shape.reduce((product, length) => product * length, 1);
  return Number.isSafeInteger(count) ? count : undefined;
}

export function rowMajorStrides(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis];
  }
  return strides;
}

export async function readTensor(file: RandomAccessFile, tensor: StoredTensor): Promise<Float32Array> {
  const { name, dtype, byteLength, strides, shape } = tensor;
  const most = Math.max(byteLength, Float32Array.BYTES_PER_ELEMENT * (byteLength / ELEMENT_BYTES[dtype]));
  if (most > MAX_BYTES) {
    throw file.fail(
      `its tensor ${quoted(name)} takes ${most} bytes of memory, more than any model`,
      'No model of this kind has one so large.',
    );
  }
  const bytes = await readBytes(file, tensor.offset, byteLength);
  if (tensor.crc32 !== undefined && crc32(bytes) !== tensor.crc32) {
    throw file.fail(`the checksum of its tensor ${quoted(name)} is wrong`);
  }
  // Node runs on little-endian machines only, and the file is little-endian
  const stored =
    dtype === 'float32'
      ? new Float32Array(bytes.buffer, 0, byteLength / ELEMENT_BYTES[dtype])
      : toFloat32(bytes, dtype);
  const values = strides === undefined ? stored : gather(stored, shape, strides);
  if (!isFiniteVector(values)) {
    throw file.fail(`its tensor ${quoted(name)} has NaN or infinite values`);
  }
  return values;
}

function gather(stored: Float32Array, shape: readonly number[], strides: readonly number[]): Float32Array {
  const values = new Float32Array(shape.reduce((product, length) => product * length, 1));
  const index = new Array<number>(shape.length).fill(0);
  let from = 0;
  for (let i = 0; i < values.length; i++) {
    values[i] = stored[from];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis]++;
      from += strides[axis];
      if (index[axis] < shape[axis]) break;
      from -= index[axis] * strides[axis];
      index[axis] = 0;
    }
  }
  return values;
}
