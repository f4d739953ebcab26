/** Reads values one after another. Throws a RangeError after the last byte. */
export interface ByteReader {
  readonly left: number;
  u8(): number;
  i32(littleEndian?: boolean): number;
  u32(littleEndian?: boolean): number;
  /** A whole number of 8 bytes, as a number. */
  i64(littleEndian?: boolean): number;
  f32(littleEndian?: boolean): number;
  f64(littleEndian?: boolean): number;
  bytes(length: number): Uint8Array;
  /** Text before the next NUL. */
  textToNul(): string;
}

/** Returns a {@link ByteReader} at the first byte. Numbers are big-endian unless asked otherwise. */
export function byteReader(bytes: Uint8Array): ByteReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const next = (length: number): number => {
    const from = at;
    if (length < 0 || from + length > bytes.length) throw new RangeError('The data ends too early');
    at += length;
    return from;
  };
  return {
    get left() {
      return bytes.length - at;
    },
    u8: () => view.getUint8(next(1)),
    i32: (littleEndian) => view.getInt32(next(4), littleEndian),
    u32: (littleEndian) => view.getUint32(next(4), littleEndian),
    i64: (littleEndian) => Number(view.getBigInt64(next(8), littleEndian)),
    f32: (littleEndian) => view.getFloat32(next(4), littleEndian),
    f64: (littleEndian) => view.getFloat64(next(8), littleEndian),
    bytes(length) {
      const from = next(length);
      return bytes.subarray(from, from + length);
    },
    textToNul() {
      const end = bytes.indexOf(0, at);
      if (end < 0) throw new RangeError('The text has no end');
      const text = Buffer.from(bytes.subarray(at, end)).toString('utf8');
      at = end + 1;
      return text;
    },
  };
}
