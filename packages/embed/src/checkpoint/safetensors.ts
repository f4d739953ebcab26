import { quoted } from './checkpoint-error.ts';
import { ELEMENT_BYTES, type ElementType } from './element-type.ts';
import { type RandomAccessFile, readBytes } from './random-access-file.ts';
import { elementCount, type StoredTensor } from './stored-tensor.ts';

const LENGTH_BYTES = 8;
/** The header of MERT's 330M checkpoint takes about 50 kB. The format allows 100 MB. */
const MAX_HEADER_BYTES = 1 << 22;
const METADATA = '__metadata__';

const TYPES: Readonly<Record<string, ElementType>> = {
  F64: 'float64',
  F32: 'float32',
  F16: 'float16',
  BF16: 'bfloat16',
  I64: 'int64',
  I32: 'int32',
  I16: 'int16',
  I8: 'int8',
  U64: 'uint64',
  U32: 'uint32',
  U16: 'uint16',
  U8: 'uint8',
  BOOL: 'bool',
};

/**
 * Reads the directory of a `.safetensors` file: the length of the header, the header (JSON), then the elements of all
 * tensors without gaps.
 *
 * @throws {FileFormatError} for any other file, and for tensors that overlap, have gaps between them, or don't have the
 * size of their shape.
 * @see https://github.com/huggingface/safetensors#format
 */
export async function safetensorsTensors(file: RandomAccessFile): Promise<Map<string, StoredTensor>> {
  const { fail } = file;
  const { start, entries } = await readHeader(file);
  const found: StoredTensor[] = [];
  for (const [name, entry] of entries) {
    if (name === METADATA) continue;
    const tensor = tensorOf(name, entry, file.path, start);
    if (!tensor) throw fail(`the entry of ${quoted(name)} in its header is invalid`);
    found.push(tensor);
  }
  found.sort((a, b) => a.offset - b.offset || a.byteLength - b.byteLength);
  let end = start;
  for (const { name, offset, byteLength } of found) {
    if (offset !== end) throw fail(`its tensor ${quoted(name)} does not start where the previous one ends`);
    end += byteLength;
  }
  if (end !== file.size) throw fail(`its tensors end at byte ${end}, but the file ends at ${file.size}`);
  return new Map(found.map((tensor) => [tensor.name, tensor]));
}

async function readHeader(file: RandomAccessFile): Promise<{ start: number; entries: [string, unknown][] }> {
  const { fail } = file;
  const prefix = await readBytes(file, 0, LENGTH_BYTES);
  const length = Number(new DataView(prefix.buffer).getBigUint64(0, true));
  if (length > MAX_HEADER_BYTES) throw fail(`its header has ${length} bytes, more than any model`);
  const bytes = await readBytes(file, LENGTH_BYTES, length);
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw fail('its header is not JSON', undefined, error);
  }
  if (!isRecord(header)) throw fail('its header is not an object');
  return { start: LENGTH_BYTES + length, entries: Object.entries(header) };
}

function tensorOf(name: string, entry: unknown, file: string, dataStart: number): StoredTensor | undefined {
  if (!isRecord(entry)) return undefined;
  const { dtype: typeName, shape, data_offsets: offsets } = entry;
  const dtype = typeof typeName === 'string' && Object.hasOwn(TYPES, typeName) ? TYPES[typeName] : undefined;
  if (!dtype || !isCounts(shape) || !isCounts(offsets) || offsets.length !== 2) return undefined;
  const count = elementCount(shape);
  const [start, end] = offsets;
  if (count === undefined || end - start !== count * ELEMENT_BYTES[dtype]) return undefined;
  return { name, dtype, shape, file, offset: dataStart + start, byteLength: end - start, contiguous: true };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((count) => Number.isSafeInteger(count) && count >= 0);
}
