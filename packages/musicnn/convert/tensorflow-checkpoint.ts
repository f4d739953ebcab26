import { readSortedTable } from './sorted-table.ts';
import { createVarintReader } from './varint-reader.ts';

export interface Tensor {
  shape: number[];
  /** Values in row-major order. */
  values: Float32Array;
}

/** DT_FLOAT of TensorFlow's types. */
const FLOAT32 = 1;

/** Numbers of the fields of BundleEntryProto that matter here. */
const FIELD = { type: 1, shape: 2, offset: 4, size: 5 } as const;
const DIMENSION = 2;
const SIZE = 1;

/**
 * Reads the float32 tensors of a TensorFlow V2 checkpoint with one data file, by their names.
 *
 * @see https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/protobuf/tensor_bundle.proto
 */
export function readCheckpoint(index: Uint8Array, data: Uint8Array): Map<string, Tensor> {
  const tensors = new Map<string, Tensor>();
  for (const [name, entry] of readSortedTable(index)) {
    // the entry without a name is the header
    if (name === '') continue;
    const fields = readMessage(entry);
    if (numberOf(fields, FIELD.type) !== FLOAT32) continue;
    const shape = (fields.get(FIELD.shape) ?? [])
      .flatMap((message) => readMessage(message as Uint8Array).get(DIMENSION) ?? [])
      .map((dimension) => numberOf(readMessage(dimension as Uint8Array), SIZE));
    const offset = numberOf(fields, FIELD.offset);
    // copied, since float32 values must be aligned
    const { buffer } = new Uint8Array(data.subarray(offset, offset + numberOf(fields, FIELD.size)));
    tensors.set(name, { shape, values: new Float32Array(buffer) });
  }
  return tensors;
}

type FieldValues = (number | Uint8Array)[];

/** Reads the fields of a protobuf message by number, without its schema. */
function readMessage(message: Uint8Array): Map<number, FieldValues> {
  const reader = createVarintReader(message);
  const fields = new Map<number, FieldValues>();
  while (reader.offset < message.length) {
    const tag = reader.next();
    const field = Math.floor(tag / 8);
    const values = fields.get(field) ?? [];
    fields.set(field, values);
    values.push(readValue(reader, tag % 8));
  }
  return fields;
}

function readValue(reader: ReturnType<typeof createVarintReader>, wireType: number): number | Uint8Array {
  switch (wireType) {
    case 0:
      return reader.next();
    case 1:
      return reader.bytes(8);
    case 2:
      return reader.bytes(reader.next());
    case 5:
      return reader.bytes(4);
    default:
      throw new Error(`The checkpoint has a field of the unknown type ${wireType}.`);
  }
}

/** Returns a number, or protobuf's default of 0. */
function numberOf(fields: Map<number, FieldValues>, field: number): number {
  const value = fields.get(field)?.[0] ?? 0;
  if (typeof value !== 'number') throw new Error(`Field ${field} of the checkpoint is not a number.`);
  return value;
}
