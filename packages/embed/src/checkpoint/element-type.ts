import { float16FromBits } from '@rbassist/core';

export const ELEMENT_BYTES = {
  float64: 8,
  float32: 4,
  float16: 2,
  bfloat16: 2,
  int64: 8,
  int32: 4,
  int16: 2,
  int8: 1,
  uint64: 8,
  uint32: 4,
  uint16: 2,
  uint8: 1,
  bool: 1,
} as const;

export type ElementType = keyof typeof ELEMENT_BYTES;

const READERS: Readonly<Record<ElementType, (view: DataView, offset: number) => number>> = {
  float64: (view, offset) => view.getFloat64(offset, true),
  float32: (view, offset) => view.getFloat32(offset, true),
  float16: (view, offset) => float16FromBits(view.getUint16(offset, true)),
  bfloat16: (view, offset) => bfloat16FromBits(view.getUint16(offset, true)),
  int64: (view, offset) => Number(view.getBigInt64(offset, true)),
  int32: (view, offset) => view.getInt32(offset, true),
  int16: (view, offset) => view.getInt16(offset, true),
  int8: (view, offset) => view.getInt8(offset),
  uint64: (view, offset) => Number(view.getBigUint64(offset, true)),
  uint32: (view, offset) => view.getUint32(offset, true),
  uint16: (view, offset) => view.getUint16(offset, true),
  uint8: (view, offset) => view.getUint8(offset),
  bool: (view, offset) => (view.getUint8(offset) === 0 ? 0 : 1),
};

const single = new Float32Array(1);
const singleBits = new Uint32Array(single.buffer);

/** Converts a bfloat16, which is the upper half of a float32. */
function bfloat16FromBits(bits: number): number {
  singleBits[0] = bits << 16;
  return single[0];
}

/** Converts little-endian elements to float32. Rounds values, and makes those beyond its range infinite. */
export function toFloat32(bytes: Uint8Array, type: ElementType): Float32Array {
  const size = ELEMENT_BYTES[type];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = READERS[type];
  const values = new Float32Array(bytes.length / size);
  for (let i = 0; i < values.length; i++) values[i] = read(view, i * size);
  return values;
}
