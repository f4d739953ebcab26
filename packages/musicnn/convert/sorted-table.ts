import { createVarintReader } from './varint-reader.ts';

const FOOTER_BYTES = 48;
const MAGIC = 0xdb4775248b80fb57n;
/** Compression type and checksum after a block. */
const UNCOMPRESSED = 0;

/**
 * Reads all entries of a LevelDB table, the format of a TensorFlow checkpoint's index. Throws if it is compressed.
 *
 * @see https://github.com/google/leveldb/blob/main/doc/table_format.md
 */
export function readSortedTable(table: Uint8Array): Map<string, Uint8Array> {
  const footer = table.subarray(-FOOTER_BYTES);
  const view = new DataView(footer.buffer, footer.byteOffset, footer.byteLength);
  if (view.getBigUint64(FOOTER_BYTES - 8, true) !== MAGIC) throw new Error('The index is not a TensorFlow checkpoint.');
  const handles = createVarintReader(footer);
  // the handle of the index of meta blocks comes first
  handles.next();
  handles.next();
  const entries = new Map<string, Uint8Array>();
  for (const [, handle] of readBlock(table, handles.next(), handles.next())) {
    const reader = createVarintReader(handle);
    for (const [key, value] of readBlock(table, reader.next(), reader.next())) entries.set(key, value);
  }
  return entries;
}

/** Yields keys and values. A key shares its first bytes with the key before. */
function* readBlock(table: Uint8Array, offset: number, size: number): Generator<[string, Uint8Array]> {
  if (table[offset + size] !== UNCOMPRESSED) throw new Error('The index is compressed.');
  const block = table.subarray(offset, offset + size);
  const restarts = new DataView(block.buffer, block.byteOffset).getUint32(size - 4, true);
  const end = size - 4 - 4 * restarts;
  const reader = createVarintReader(block);
  let key = new Uint8Array(0);
  while (reader.offset < end) {
    const [shared, own, valueBytes] = [reader.next(), reader.next(), reader.next()];
    key = Uint8Array.of(...key.subarray(0, shared), ...reader.bytes(own));
    yield [new TextDecoder().decode(key), reader.bytes(valueBytes)];
  }
}
