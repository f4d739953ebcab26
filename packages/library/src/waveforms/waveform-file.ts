import { crc32 } from 'node:zlib';
import { WAVEFORM_BANDS, WAVEFORM_VERSION } from '@rbassist/analyze';

/** The waveform of a whole track, as stored. */
export interface StoredWaveform {
  /** Fast signature of the track's file when it was computed. */
  signature: string;
  /** Seconds per column. */
  stepS: number;
  /** Columns of three bytes: low, mid and high band. */
  columns: Uint8Array;
}

const MAGIC = 'RBWF';
const HEADER_BYTES = 16;
const CRC_BYTES = 4;

/**
 * Encodes a waveform for its file, little-endian: `RBWF`, the version of the columns (u16), the length of the signature
 * (u16), seconds per column (f64), the signature in ASCII, the columns, and the CRC-32 of all bytes before (u32).
 */
export function encodeWaveform({ signature, stepS, columns }: StoredWaveform): Uint8Array {
  const columnsStart = HEADER_BYTES + signature.length;
  const bytes = Buffer.alloc(columnsStart + columns.length + CRC_BYTES);
  bytes.write(MAGIC, 'latin1');
  bytes.writeUInt16LE(WAVEFORM_VERSION, 4);
  bytes.writeUInt16LE(signature.length, 6);
  bytes.writeDoubleLE(stepS, 8);
  bytes.write(signature, HEADER_BYTES, 'latin1');
  bytes.set(columns, columnsStart);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, -CRC_BYTES)), bytes.length - CRC_BYTES);
  return bytes;
}

/** Returns undefined for a damaged file, and for one of another version. */
export function decodeWaveform(bytes: Buffer): StoredWaveform | undefined {
  const end = bytes.length - CRC_BYTES;
  if (end < HEADER_BYTES || bytes.toString('latin1', 0, 4) !== MAGIC) return undefined;
  if (bytes.readUInt16LE(4) !== WAVEFORM_VERSION) return undefined;
  if (bytes.readUInt32LE(end) !== crc32(bytes.subarray(0, end))) return undefined;
  const columnsStart = HEADER_BYTES + bytes.readUInt16LE(6);
  const columns = new Uint8Array(bytes.subarray(columnsStart, end));
  if (columns.length % WAVEFORM_BANDS !== 0) return undefined;
  return { signature: bytes.toString('latin1', HEADER_BYTES, columnsStart), stepS: bytes.readDoubleLE(8), columns };
}
