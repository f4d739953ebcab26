import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';
import { temporaryFolder } from '@rbassist/testing';

/** Returns the path of a checkpoint in the repository, which `tests/reference/checkpoint.py` wrote. */
export function fixture(name: 'post-ln' | 'stable-ln'): string {
  return fileURLToPath(new URL(`../../../../tests/fixtures/mert/${name}/pytorch_model.bin`, import.meta.url));
}

export async function newFile(name: string, contents: Uint8Array | string): Promise<string> {
  const path = join(await temporaryFolder('checkpoint'), name);
  await writeFile(path, contents);
  return path;
}

export const p = {
  start: Buffer.from([0x80, 2]),
  stop: Buffer.from('.'),
  mark: Buffer.from('('),
  emptyTuple: Buffer.from(')'),
  tuple: Buffer.from('t'),
  reduce: Buffer.from('R'),
  build: Buffer.from('b'),
  dict: Buffer.from('}'),
  list: Buffer.from(']'),
  append: Buffer.from('a'),
  setItem: Buffer.from('s'),
  setItems: Buffer.from('u'),
  persistent: Buffer.from('Q'),
  false: Buffer.from([0x89]),
  put: (index: number) => Buffer.from([0x71, index]),
  get: (index: number) => Buffer.from([0x68, index]),
  int: (value: number) => {
    const bytes = Buffer.from('J0000');
    bytes.writeInt32LE(value, 1);
    return bytes;
  },
  text: (value: string) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(Buffer.byteLength(value));
    return Buffer.concat([Buffer.from('X'), length, Buffer.from(value)]);
  },
  global: (module: string, name: string) => Buffer.from(`c${module}\n${name}\n`),
  ints: (values: readonly number[]) => Buffer.concat([p.mark, ...values.map(p.int), p.tuple]),
};

export interface PickledTensor {
  storage: string;
  key: string;
  /** Number of elements in its storage. */
  held: number;
  start?: number;
  shape: readonly number[];
  strides: readonly number[];
}

export function pickledTensor({ storage, key, held, start = 0, shape, strides }: PickledTensor): Buffer {
  return Buffer.concat([
    p.global('torch._utils', '_rebuild_tensor_v2'),
    p.mark,
    ...[p.mark, p.text('storage'), p.global('torch', storage), p.text(key), p.text('cpu'), p.int(held), p.tuple],
    ...[p.persistent, p.int(start), p.ints(shape), p.ints(strides), p.false],
    ...[p.global('collections', 'OrderedDict'), p.emptyTuple, p.reduce],
    p.tuple,
    p.reduce,
  ]);
}

export function pickledTable(values: Readonly<Record<string, Uint8Array>>): Buffer {
  const items = Object.entries(values).flatMap(([name, value]) => [p.text(name), value]);
  return Buffer.concat([p.start, p.dict, p.mark, ...items, p.setItems, p.stop]);
}

/** Entry of a zip file. Missing fields have the true values. */
export interface ZipEntry {
  name: string;
  data: Uint8Array;
  method?: number;
  flags?: number;
  statedBytes?: number;
  statedCrc?: number;
  statedOffset?: number;
}

/**
 * Returns a zip file like those of torch: uncompressed, with sizes only in the directory. With `zip64`, every number of
 * the directory is in its extra field. `start` is its position in a larger file.
 */
export function zipFile(
  entries: readonly ZipEntry[],
  { zip64 = false, statedCount = entries.length, start = 0 } = {},
): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let position = start;
  for (const { name, data, method = 0, flags = 0x0808, statedBytes, statedCrc, statedOffset } of entries) {
    const local = Buffer.alloc(30);
    local.write('PK\x03\x04', 'latin1');
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(method, 8);
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    const [bytes, offset] = [statedBytes ?? data.length, statedOffset ?? position];
    const extra = Buffer.alloc(zip64 ? 28 : 0);
    const central = Buffer.alloc(46);
    central.write('PK\x01\x02', 'latin1');
    central.writeUInt16LE(flags, 8);
    central.writeUInt16LE(method, 10);
    central.writeUInt32LE(statedCrc ?? crc32(data), 16);
    central.writeUInt16LE(Buffer.byteLength(name), 28);
    central.writeUInt16LE(extra.length, 30);
    if (zip64) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(24, 2);
      for (const at of [4, 12]) extra.writeBigUInt64LE(BigInt(bytes), at);
      extra.writeBigUInt64LE(BigInt(offset), 20);
    }
    for (const at of [20, 24]) central.writeUInt32LE(zip64 ? 0xffffffff : bytes, at);
    central.writeUInt32LE(zip64 ? 0xffffffff : offset, 42);
    directory.push(central, Buffer.from(name), extra);
    parts.push(local, Buffer.from(name), Buffer.from(data));
    position += 30 + Buffer.byteLength(name) + data.length;
  }
  const directoryBytes = Buffer.concat(directory);
  const tail64 = Buffer.alloc(zip64 ? 76 : 0);
  if (zip64) {
    tail64.write('PK\x06\x06', 'latin1');
    tail64.writeBigUInt64LE(44n, 4);
    for (const at of [24, 32]) tail64.writeBigUInt64LE(BigInt(statedCount), at);
    tail64.writeBigUInt64LE(BigInt(directoryBytes.length), 40);
    tail64.writeBigUInt64LE(BigInt(position), 48);
    tail64.write('PK\x06\x07', 56, 'latin1');
    tail64.writeBigUInt64LE(BigInt(position + directoryBytes.length), 64);
    tail64.writeUInt32LE(1, 72);
  }
  const tail = Buffer.alloc(22);
  tail.write('PK\x05\x06', 'latin1');
  for (const at of [8, 10]) tail.writeUInt16LE(zip64 ? 0xffff : statedCount, at);
  tail.writeUInt32LE(zip64 ? 0xffffffff : directoryBytes.length, 12);
  tail.writeUInt32LE(zip64 ? 0xffffffff : position, 16);
  return Buffer.concat([...parts, directoryBytes, tail64, tail]);
}

export function pytorchFile(
  pickle: Uint8Array,
  storages: Readonly<Record<string, Uint8Array>> = {},
  more: readonly ZipEntry[] = [],
): Buffer {
  const data = Object.entries(storages).map(([key, bytes]) => ({ name: `model/data/${key}`, data: bytes }));
  return zipFile([{ name: 'model/data.pkl', data: pickle }, ...data, ...more]);
}

export function safetensorsFile(header: unknown, data: Uint8Array, statedLength?: bigint): Buffer {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(statedLength ?? BigInt(text.length));
  return Buffer.concat([length, text, data]);
}

export function bytesOf(values: ArrayBufferView): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
