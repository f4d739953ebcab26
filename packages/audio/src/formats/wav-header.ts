import { TrackError } from '@rbassist/core';
import type { AudioFile } from './audio-file.ts';
import { iffChunks, iffForm } from './iff-chunks.ts';
import { checkRateAndChannels, frameBytesOf, isUnknownSize, type PcmLayout } from './pcm-layout.ts';

const FORMAT_INT = 1;
const FORMAT_FLOAT = 3;
const FORMAT_EXTENSIBLE = 0xfffe;
const FOUR_GIB = 2 ** 32;
/** Largest difference between two sizes in a file that still agree, in bytes. */
const SIZE_SLACK = 64;

/** A size of 0, "unknown" or wrapped at 4 GiB means "to the end". Throws `unreadable` if compressed, else `corrupt`. */
export async function readWavHeader(file: AudioFile): Promise<PcmLayout> {
  let format: Pick<PcmLayout, 'sampleRate' | 'channelCount' | 'bits' | 'float'> | null = null;
  let hasLongSize = false;
  const { start, statedEnd } = await iffForm(file, true);
  for await (const { id, offset, size, content } of iffChunks(file, start, true)) {
    hasLongSize ||= id === 'ds64';
    if (id === 'fmt ') format = parseFormat(file.path, content);
    if (id !== 'data') continue;
    if (!format) throw new TrackError('corrupt', file.path, `${file.path} is a WAV file without a format chunk.`);
    const dataOffset = offset + 8;
    const present = file.size - dataOffset;
    const bytes = isUnknownSize(size, present) || (!hasLongSize && file.size > FOUR_GIB) ? present : size;
    const frames = Math.floor(bytes / frameBytesOf(format));
    const sizesAgree = hasLongSize || statedEnd + SIZE_SLACK >= dataOffset + size;
    return { ...format, dataOffset, frames, sizesAgree, bigEndian: false };
  }
  throw new TrackError('corrupt', file.path, `${file.path} is a WAV file without samples.`);
}

function parseFormat(path: string, chunk: Uint8Array) {
  if (chunk.length < 16) throw new TrackError('corrupt', path, `${path} is a WAV file with a broken format chunk.`);
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const tag = view.getUint16(0, true);
  // the real format is the first field of the extension's GUID
  const codec = tag === FORMAT_EXTENSIBLE && chunk.length >= 26 ? view.getUint16(24, true) : tag;
  const channelCount = view.getUint16(2, true);
  const sampleRate = view.getUint32(4, true);
  checkRateAndChannels(path, sampleRate, channelCount);
  // 20-bit samples are stored in 24 bits
  const bits = (view.getUint16(12, true) * 8) / channelCount;
  const known = codec === FORMAT_INT ? [8, 16, 24, 32] : codec === FORMAT_FLOAT ? [32, 64] : [];
  if (!known.includes(bits)) {
    const what = `WAV codec 0x${codec.toString(16)} with ${view.getUint16(14, true)} bits`;
    throw new TrackError('unreadable', path, `${path} contains ${what}. Only ffmpeg can decode it.`);
  }
  return { sampleRate, channelCount, bits, float: codec === FORMAT_FLOAT };
}
