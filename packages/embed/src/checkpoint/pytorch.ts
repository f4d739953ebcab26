import { crc32 } from 'node:zlib';
import { type Fail, quoted } from './checkpoint-error.ts';
import { ELEMENT_BYTES, type ElementType } from './element-type.ts';
import { isKind, type PickleValue } from './pickle-value.ts';
import { type RandomAccessFile, readBytes } from './random-access-file.ts';
import { elementCount, rowMajorStrides, type StoredTensor } from './stored-tensor.ts';
import type { TorchStorage, TorchTensor } from './torch-value.ts';
import { type PickleRules, unpickle } from './unpickle.ts';
import { type ZipRecord, zipRecords } from './zip-records.ts';

/** The pickle of MERT's 330M checkpoint takes about 50 kB. */
const MAX_PICKLE_BYTES = 1 << 22;
const MAX_NOTE_BYTES = 64;
const MAX_TENSORS = 20_000;

const STORAGES: ReadonlyMap<string, ElementType> = new Map([
  ['torch.DoubleStorage', 'float64'],
  ['torch.FloatStorage', 'float32'],
  ['torch.HalfStorage', 'float16'],
  ['torch.BFloat16Storage', 'bfloat16'],
  ['torch.LongStorage', 'int64'],
  ['torch.IntStorage', 'int32'],
  ['torch.ShortStorage', 'int16'],
  ['torch.CharStorage', 'int8'],
  ['torch.ByteStorage', 'uint8'],
  ['torch.BoolStorage', 'bool'],
]);
const ORDERED_DICT = 'collections.OrderedDict';
const REBUILD_TENSOR = 'torch._utils._rebuild_tensor_v2';
const REBUILD_PARAMETER = 'torch._utils._rebuild_parameter';
const NAMES: ReadonlySet<string> = new Set([...STORAGES.keys(), ORDERED_DICT, REBUILD_TENSOR, REBUILD_PARAMETER]);

/**
 * Reads the directory of a `pytorch_model.bin`. The file is a zip of `data.pkl`, which describes the tensors, and a
 * record of raw elements for each storage. Accepts only tables of tensors in `data.pkl`, and never runs Python code.
 *
 * @see https://github.com/pytorch/pytorch/blob/main/caffe2/serialize/inline_container.h for the layout
 */
export async function pytorchTensors(file: RandomAccessFile): Promise<Map<string, StoredTensor>> {
  const { fail } = file;
  const records = await zipRecords(file);
  // the folder in the zip is named after the file as it was first saved
  const [first = ''] = records.keys();
  const folder = first.slice(0, first.indexOf('/') + 1);
  const order = await readNote(file, records.get(`${folder}byteorder`));
  if (order !== undefined && order !== 'little') {
    throw fail(`its byte order is ${quoted(order)}`, 'Save it again on a little-endian machine.');
  }
  const pickle = records.get(`${folder}data.pkl`);
  if (!pickle) throw fail('it is a zip file without data.pkl', 'Choose a file that torch.save wrote.');
  const bytes = await readRecord(file, pickle, MAX_PICKLE_BYTES);

  const top = unpickle(bytes, rulesOf(file, folder, records), fail);
  if (!isKind(top, 'dict'))
    throw fail('it has no table of tensors', 'Save the state dict of the model, and choose that file.');
  if (top.entries.size > MAX_TENSORS) throw fail(`it has ${top.entries.size} tensors, more than any model`);
  const tensors = new Map<string, StoredTensor>();
  for (const [key, value] of top.entries) {
    if (typeof key !== 'string' || !isKind(value, 'tensor')) {
      throw fail(`its entry ${quoted(String(key))} is not a tensor`, 'Choose a state dict, not a training checkpoint.');
    }
    tensors.set(key, { name: key, ...value.tensor });
  }
  return tensors;
}

async function readNote(file: RandomAccessFile, record: ZipRecord | undefined): Promise<string | undefined> {
  return record && new TextDecoder().decode(await readRecord(file, record, MAX_NOTE_BYTES));
}

function rulesOf(file: RandomAccessFile, folder: string, records: ReadonlyMap<string, ZipRecord>): PickleRules {
  const { fail } = file;
  return {
    names: NAMES,
    call: (name, args) => {
      switch (name) {
        case ORDERED_DICT:
          if (args.length > 0) throw fail('its pickle creates an OrderedDict that is not empty');
          return { kind: 'dict', entries: new Map() };
        case REBUILD_TENSOR:
          return rebuildTensor(args, file);
        case REBUILD_PARAMETER:
          if (!isKind(args[0], 'tensor')) throw fail('a parameter in its pickle is not a tensor');
          return args[0];
        default:
          throw fail(`its pickle calls ${quoted(name)}`);
      }
    },
    persistent: (id) => storageOf(id, folder, records, fail),
  };
}

/** Returns the storage of the id `('storage', torch.FloatStorage, key, location, number of elements)`. */
function storageOf(id: PickleValue, folder: string, records: ReadonlyMap<string, ZipRecord>, fail: Fail): TorchStorage {
  const [sort, type, key, , count] = isKind(id, 'tuple') ? id.items : [];
  const dtype = isKind(type, 'name') ? STORAGES.get(type.name) : undefined;
  if (sort !== 'storage' || !dtype || typeof key !== 'string' || !isCount(count)) {
    throw fail('a storage in its pickle is invalid');
  }
  const record = records.get(`${folder}data/${key}`);
  if (!record) throw fail(`its record ${quoted(`data/${key}`)} is missing`);
  if (record.byteLength !== count * ELEMENT_BYTES[dtype]) {
    throw fail(`its record ${quoted(`data/${key}`)} takes ${record.byteLength} bytes, expected ${count} of ${dtype}`);
  }
  return { kind: 'storage', dtype, record };
}

/** Returns the tensor of `(storage, offset, shape, strides, requires_grad, hooks)`, offset and strides in elements. */
function rebuildTensor(args: readonly PickleValue[], { path, fail }: RandomAccessFile): TorchTensor {
  const [storage, start, shape, strides] = [args[0], args[1], counts(args[2]), counts(args[3])];
  if (!isKind(storage, 'storage') || !isCount(start) || !shape || shape.length !== strides?.length) {
    throw fail('a tensor in its pickle is invalid');
  }
  const { dtype, record } = storage;
  const size = ELEMENT_BYTES[dtype];
  const held = record.byteLength / size;
  const count = elementCount(shape);
  // a tensor may repeat its storage; without this limit, a few bytes could request any amount of memory
  if (count === undefined || count > held)
    throw fail(`a tensor of shape [${shape.slice(0, 8)}] is larger than its storage`);
  const span = count === 0 ? 0 : 1 + shape.reduce((last, length, axis) => last + (length - 1) * strides[axis], 0);
  if (!(start + span <= held)) throw fail(`a tensor of shape [${shape.slice(0, 8)}] goes beyond its storage`);
  const plain = rowMajorStrides(shape);
  // the stride of an axis with one element doesn't matter
  const contiguous = count === 0 || strides.every((stride, axis) => shape[axis] === 1 || stride === plain[axis]);
  const tensor = {
    dtype,
    shape,
    file: path,
    offset: record.offset + start * size,
    byteLength: span * size,
    contiguous,
    ...(!contiguous && { strides }),
    ...(span === held && record.crc32 !== undefined && { crc32: record.crc32 }),
  };
  return { kind: 'tensor', tensor };
}

async function readRecord(file: RandomAccessFile, record: ZipRecord, most: number): Promise<Uint8Array> {
  if (record.byteLength > most) throw file.fail(`it has a record of ${record.byteLength} bytes, more than any model`);
  const bytes = await readBytes(file, record.offset, record.byteLength);
  if (record.crc32 !== undefined && crc32(bytes) !== record.crc32) throw file.fail('a checksum in it is wrong');
  return bytes;
}

function isCount(value: PickleValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function counts(value: PickleValue | undefined): number[] | undefined {
  return isKind(value, 'tuple') && value.items.every(isCount) ? [...value.items] : undefined;
}
