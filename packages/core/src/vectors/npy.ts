import { crc32 } from 'node:zlib';
import { FileFormatError } from '../errors.ts';
import { fileNameOf } from '../files/path-system.ts';
import { float16Bits, float16FromBits } from './float16.ts';

/** Type of the elements in a `.npy` file. */
export type NpyType = 'float16' | 'float32' | 'float64';

/** An array read from a `.npy` file, in C order. */
export interface NpyArray {
  /** Elements as float32, row by row. Values out of float32's range become infinite. */
  data: Float32Array;
  /** Length of each axis; `[n]` for a vector. */
  shape: number[];
  type: NpyType;
}

const MAGIC = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59);
const ALIGNMENT = 64;
/** Mark near the end of a sealed file. A little-endian CRC-32 of the name and of everything before the mark follows. */
const SEAL = Uint8Array.of(0x63, 0x72, 0x63, 0x34);
/** Mark of earlier versions, whose checksum does not include the name. */
const NAMELESS_SEAL = Uint8Array.of(0x63, 0x72, 0x63, 0x33);
const CRC_BYTES = 4;
const BYTES: Record<NpyType, number> = { float16: 2, float32: 4, float64: 8 };
const CODES: Record<NpyType, string> = { float16: 'f2', float32: 'f4', float64: 'f8' };
const READERS: Record<NpyType, (view: DataView, offset: number, littleEndian: boolean) => number> = {
  float16: (view, offset, littleEndian) => float16FromBits(view.getUint16(offset, littleEndian)),
  float32: (view, offset, littleEndian) => view.getFloat32(offset, littleEndian),
  float64: (view, offset, littleEndian) => view.getFloat64(offset, littleEndian),
};
const WRITERS: Record<NpyType, (view: DataView, offset: number, value: number, littleEndian: boolean) => void> = {
  float16: (view, offset, value, littleEndian) => view.setUint16(offset, float16Bits(value), littleEndian),
  float32: (view, offset, value, littleEndian) => view.setFloat32(offset, value, littleEndian),
  float64: (view, offset, value, littleEndian) => view.setFloat64(offset, value, littleEndian),
};

/**
 * Reads a NumPy `.npy` file (format versions 1 to 3, float16, float32 or float64, either byte order, C order).
 *
 * @param path Path for error messages and for the name in the seal of {@link sealNpy}.
 * @param isCopy True for a copy under another name; the seal is then not checked. @default false
 * @throws {FileFormatError} if the bytes are not a readable file of this kind: too short, too long, another type,
 *   Fortran order, pickled objects, or changed or renamed since {@link sealNpy}.
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function decodeNpy(bytes: Uint8Array, path: string, isCopy = false): NpyArray {
  const fail = (reason: string) =>
    new FileFormatError(path, `${path} is not a vector that rbassist can read: ${reason}.`);
  if (bytes.length < 10 || MAGIC.some((byte, i) => bytes[i] !== byte)) throw fail('it is not a .npy file');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const major = bytes[6];
  if (major < 1 || major > 3) throw fail(`its .npy version is ${major}, expected 1 to 3`);
  const headerStart = major === 1 ? 10 : 12;
  if (bytes.length < headerStart) throw fail('its header is cut short');
  const dataStart = headerStart + (major === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (dataStart > bytes.length) throw fail('its header is cut short');
  const header = parseHeader(new TextDecoder().decode(bytes.subarray(headerStart, dataStart)), fail);

  const count = header.shape.reduce((product, length) => product * length, 1);
  const size = BYTES[header.type];
  if (!Number.isSafeInteger(count) || bytes.length - dataStart < count * size) {
    throw fail(`it has ${Math.floor((bytes.length - dataStart) / size)} elements, but its header states ${count}`);
  }
  const dataEnd = dataStart + count * size;
  const isSealedCopy = isCopy && isMarked(bytes, SEAL) && bytes.length === dataEnd + SEAL.length + CRC_BYTES;
  if (!isSealedCopy && !endsAsWritten(bytes, dataEnd, path)) {
    throw fail('it does not match its checksum, because it is damaged or has another name');
  }
  const read = READERS[header.type];
  const data = new Float32Array(count);
  for (let i = 0; i < count; i++) data[i] = read(view, dataStart + i * size, header.littleEndian);
  return { data, shape: header.shape, type: header.type };
}

/**
 * Encodes a vector or a matrix (row by row) as a little-endian NumPy `.npy` file of version 1.
 *
 * @param type Type of the elements in the file. @default 'float16'
 * @param shape Length of each axis. @default one axis with all elements
 */
export function encodeNpy(
  data: Float32Array,
  type: NpyType = 'float16',
  shape: readonly number[] = [data.length],
): Uint8Array {
  const axes = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const text = `{'descr': '<${CODES[type]}', 'fortran_order': False, 'shape': ${axes}, }`;
  const unpadded = MAGIC.length + 4 + text.length + 1;
  const headerEnd = Math.ceil(unpadded / ALIGNMENT) * ALIGNMENT;
  const size = BYTES[type];
  const bytes = new Uint8Array(headerEnd + data.length * size);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  bytes[6] = 1;
  view.setUint16(8, headerEnd - 10, true);
  bytes.set(new TextEncoder().encode(`${text.padEnd(headerEnd - 11)}\n`), 10);
  const write = WRITERS[type];
  for (let i = 0; i < data.length; i++) write(view, headerEnd + i * size, data[i], true);
  return bytes;
}

/**
 * Appends a checksum of the bytes and the file's name to a `.npy` file. Without it, a flipped bit or another track's
 * file would be read as a valid vector. NumPy ignores the checksum; {@link decodeNpy} checks it if present.
 *
 * @param name Name of the file, without folders. Case and Unicode form do not matter.
 */
export function sealNpy(npy: Uint8Array, name: string): Uint8Array {
  const sealed = new Uint8Array(npy.length + SEAL.length + CRC_BYTES);
  sealed.set(npy);
  sealed.set(SEAL, npy.length);
  new DataView(sealed.buffer).setUint32(npy.length + SEAL.length, sealOf(npy, name), true);
  return sealed;
}

/** Seals a file for a new name. Returns bytes without a valid seal unchanged. */
export function resealNpy(bytes: Uint8Array, { from, to }: { from: string; to: string }): Uint8Array {
  const end = bytes.length - SEAL.length - CRC_BYTES;
  return isMarked(bytes, SEAL) && endsAsWritten(bytes, end, from) ? sealNpy(bytes.subarray(0, end), to) : bytes;
}

/** Returns true if a file ends with its elements or with a valid seal. */
function endsAsWritten(bytes: Uint8Array, dataEnd: number, path: string): boolean {
  // counted from the end of the file, because a flipped bit in the header would move dataEnd
  const end = bytes.length - SEAL.length - CRC_BYTES;
  const isNamed = isMarked(bytes, SEAL);
  if (!isNamed && !isMarked(bytes, NAMELESS_SEAL)) return bytes.length === dataEnd;
  const stored = new DataView(bytes.buffer, bytes.byteOffset + end + SEAL.length).getUint32(0, true);
  const contents = bytes.subarray(0, end);
  return stored === (isNamed ? sealOf(contents, fileNameOf(path)) : crc32(contents));
}

function isMarked(bytes: Uint8Array, mark: Uint8Array): boolean {
  const end = bytes.length - mark.length - CRC_BYTES;
  return mark.every((byte, i) => bytes[end + i] === byte);
}

/** Ignores case and Unicode form, because file systems may change them. */
function sealOf(contents: Uint8Array, name: string): number {
  return crc32(name.normalize('NFC').toLowerCase(), crc32(contents));
}

function parseHeader(text: string, fail: (reason: string) => FileFormatError) {
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const axes = /'shape'\s*:\s*\(([\d,\s]*)\)/.exec(text)?.[1];
  if (descr === undefined || order === undefined || axes === undefined) throw fail('its header is malformed');
  if (/O/.test(descr)) throw fail('it holds pickled Python objects, which rbassist never opens');
  const match = /^([<>=|])f([248])$/.exec(descr);
  if (!match) throw fail(`its elements are "${descr}", expected float16, float32 or float64`);
  if (order === 'True') throw fail('it is in Fortran order, expected C order');
  const shape = axes
    .split(',')
    .map((axis) => axis.trim())
    .filter((axis) => axis !== '')
    .map(Number);
  const type: NpyType = match[2] === '2' ? 'float16' : match[2] === '4' ? 'float32' : 'float64';
  return { type, littleEndian: match[1] !== '>', shape };
}

/** Returns true if a `.npy` file ends with a seal of {@link sealNpy}, valid or not. Other programs write none. */
export function isSealedNpy(npy: Uint8Array): boolean {
  const mark = npy.subarray(-SEAL.length - CRC_BYTES, -CRC_BYTES);
  // versions of the seal differ in the last byte
  return mark.length === SEAL.length && SEAL.subarray(0, -1).every((byte, i) => mark[i] === byte);
}
