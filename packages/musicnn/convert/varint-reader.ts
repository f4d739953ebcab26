/** Reader of the base-128 integers in protobuf and LevelDB. */
export interface VarintReader {
  readonly offset: number;
  next(): number;
  bytes(length: number): Uint8Array;
}

export function createVarintReader(data: Uint8Array, start = 0): VarintReader {
  let offset = start;
  return {
    get offset() {
      return offset;
    },
    next() {
      let value = 0;
      for (let scale = 1; ; scale *= 128) {
        if (offset >= data.length) throw new RangeError('The checkpoint ends inside a number.');
        const byte = data[offset++];
        value += (byte % 128) * scale;
        if (byte < 128) return value;
      }
    },
    bytes(length) {
      offset += length;
      return data.subarray(offset - length, offset);
    },
  };
}
