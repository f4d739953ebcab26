import { TrackError } from '@rbassist/core';
import { ascii } from './ascii.ts';
import type { AudioFile } from './audio-file.ts';
import { checkRateAndChannels, type PcmLayout } from './pcm-layout.ts';

interface SampleFormat {
  bits: number;
  float: boolean;
  bigEndian: boolean;
}

const BIG = { float: false, bigEndian: true };
/** AIFF-C compression types that are uncompressed; `NONE`, `twos` and `sowt` take their width from the header. */
const COMPRESSIONS: Record<string, Partial<SampleFormat>> = {
  NONE: BIG,
  twos: BIG,
  sowt: { float: false, bigEndian: false },
  in24: { ...BIG, bits: 24 },
  in32: { ...BIG, bits: 32 },
  '42ni': { float: false, bigEndian: false, bits: 24 },
  '23ni': { float: false, bigEndian: false, bits: 32 },
  fl32: { float: true, bigEndian: true, bits: 32 },
  FL32: { float: true, bigEndian: true, bits: 32 },
  fl64: { float: true, bigEndian: true, bits: 64 },
  FL64: { float: true, bigEndian: true, bits: 64 },
};

/**
 * Finds the samples of an AIFF or AIFF-C file by walking its chunks (Apple, AIFF-C draft of 1991).
 *
 * @throws TrackError `unreadable` for compressed samples, `corrupt` without a format or data chunk.
 */
export async function readAiffHeader(file: AudioFile): Promise<PcmLayout> {
  let common: (SampleFormat & Pick<PcmLayout, 'sampleRate' | 'channelCount' | 'frames'>) | null = null;
  let dataOffset = 0;
  for (let offset = 12; offset + 8 <= file.size && !(common && dataOffset); ) {
    const head = await file.read(offset, 8 + 26);
    const view = new DataView(head.buffer);
    const id = ascii(head, 0, 4);
    const size = view.getUint32(4);
    if (id === 'COMM' && head.length >= 26) common = parseCommon(file.path, head.subarray(8), size);
    if (id === 'SSND' && head.length >= 16) dataOffset = offset + 16 + view.getUint32(8);
    offset += 8 + size + (size & 1);
  }
  if (!common) throw new TrackError('corrupt', file.path, `${file.path} is an AIFF file without a format chunk.`);
  if (!dataOffset) throw new TrackError('corrupt', file.path, `${file.path} is an AIFF file without samples.`);
  return { ...common, dataOffset };
}

function parseCommon(path: string, chunk: Uint8Array, size: number) {
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const compression = size >= 22 && chunk.length >= 22 ? ascii(chunk, 18, 4) : 'NONE';
  const found = COMPRESSIONS[compression];
  // samples are left-aligned in whole bytes
  const bits = found?.bits ?? Math.ceil(view.getInt16(6) / 8) * 8;
  if (!found || ![8, 16, 24, 32, 64].includes(bits)) {
    throw new TrackError(
      'unreadable',
      path,
      `${path} holds AIFF samples as "${compression}", which only ffmpeg reads.`,
    );
  }
  const channelCount = view.getInt16(0);
  // the first Macintosh had 22254.5454 Hz
  const sampleRate = Math.round(extendedFloat(view, 8));
  checkRateAndChannels(path, sampleRate, channelCount);
  return {
    channelCount,
    frames: view.getUint32(2),
    sampleRate,
    bits,
    float: found.float ?? false,
    bigEndian: found.bigEndian ?? true,
  };
}

/** Reads an 80-bit extended float; sample rates need only the upper 32 bits of its mantissa. */
function extendedFloat(view: DataView, offset: number): number {
  const exponent = (view.getUint16(offset) & 0x7fff) - 16383;
  return view.getUint32(offset + 2) * 2 ** (exponent - 31);
}
