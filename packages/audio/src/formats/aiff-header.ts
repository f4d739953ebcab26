import { TrackError } from '@rbassist/core';
import { ascii } from './ascii.ts';
import type { AudioFile } from './audio-file.ts';
import { iffChunks, iffForm } from './iff-chunks.ts';
import { checkRateAndChannels, frameBytesOf, isUnknownSize, type PcmLayout } from './pcm-layout.ts';

interface SampleFormat {
  bits: number;
  float: boolean;
  bigEndian: boolean;
}

/** Largest difference between two sizes in a file that still agree, in bytes. */
const SIZE_SLACK = 64;
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

/** Walks the chunks (Apple, AIFF-C draft of 1991). Throws `unreadable` for compressed samples, else `corrupt`. */
export async function readAiffHeader(file: AudioFile): Promise<PcmLayout> {
  let common: (SampleFormat & Pick<PcmLayout, 'sampleRate' | 'channelCount' | 'frames'>) | null = null;
  let sound: { dataOffset: number; bytes: number } | null = null;
  const { start } = await iffForm(file, false);
  for await (const { id, offset, size, content } of iffChunks(file, start, false)) {
    if (id === 'COMM' && content.length >= 18) common = parseCommon(file.path, content);
    if (id === 'SSND' && content.length >= 8) {
      const skipped = 8 + new DataView(content.buffer).getUint32(0);
      sound = { dataOffset: offset + 8 + skipped, bytes: size === 0 ? 0 : size - skipped };
    }
    if (common && sound) return { ...common, dataOffset: sound.dataOffset, ...frameCount(file, common, sound) };
  }
  if (!common) throw new TrackError('corrupt', file.path, `${file.path} is an AIFF file without a format chunk.`);
  throw new TrackError('corrupt', file.path, `${file.path} is an AIFF file without samples.`);
}

/** If the number of frames and the size of the samples differ, uses the larger one that fits. */
function frameCount(
  file: AudioFile,
  common: Pick<PcmLayout, 'channelCount' | 'bits' | 'frames'>,
  { dataOffset, bytes }: { dataOffset: number; bytes: number },
): Pick<PcmLayout, 'frames' | 'sizesAgree'> {
  const present = file.size - dataOffset;
  const frameBytes = frameBytesOf(common);
  const stated = [common.frames * frameBytes, bytes].filter((size) => !isUnknownSize(size, present));
  const sizesAgree = stated.length === 2 && Math.abs(stated[0] - stated[1]) < SIZE_SLACK;
  const fitting = stated.filter((size) => size <= present);
  const chosen = sizesAgree ? stated[0] : fitting.length > 0 ? Math.max(...fitting) : (stated[0] ?? present);
  return { frames: Math.floor(chosen / frameBytes), sizesAgree };
}

function parseCommon(path: string, chunk: Uint8Array) {
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const compression = chunk.length >= 22 ? ascii(chunk, 18, 4) : 'NONE';
  const found = COMPRESSIONS[compression];
  // samples are left-aligned in whole bytes
  const bits = found?.bits ?? Math.ceil(view.getInt16(6) / 8) * 8;
  if (!found || ![8, 16, 24, 32, 64].includes(bits)) {
    throw new TrackError(
      'unreadable',
      path,
      `${path} contains "${compression}" AIFF samples. Only ffmpeg can decode them.`,
    );
  }
  const channelCount = view.getInt16(0);
  // the first Macintosh recorded at 22254.5454 Hz
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

/** Sample rates need only the upper 32 bits of an 80-bit float's mantissa. */
function extendedFloat(view: DataView, offset: number): number {
  const exponent = (view.getUint16(offset) & 0x7fff) - 16383;
  return view.getUint32(offset + 2) * 2 ** (exponent - 31);
}
