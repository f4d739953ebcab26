import { TrackError } from '@rbassist/core';
import { ascii } from './ascii.ts';
import type { AudioFile } from './audio-file.ts';
import { checkRateAndChannels, frameBytesOf, type PcmLayout } from './pcm-layout.ts';

const FORMAT_INT = 1;
const FORMAT_FLOAT = 3;
const FORMAT_EXTENSIBLE = 0xfffe;
/** Smallest placeholder that programs write to a pipe, where they cannot know the size. */
const UNKNOWN_SIZE = 0x7fff0000;
const FOUR_GIB = 2 ** 32;

/**
 * Finds the samples of a RIFF WAVE file by walking its chunks. A size of 0, "unknown" or wrapped at 4 GiB means "to the
 * end of the file".
 *
 * @throws TrackError `unreadable` for compressed samples, `corrupt` without a format or data chunk.
 */
export async function readWavHeader(file: AudioFile): Promise<PcmLayout> {
  let format: Pick<PcmLayout, 'sampleRate' | 'channelCount' | 'bits' | 'float'> | null = null;
  for (let offset = 12; offset + 8 <= file.size; ) {
    const head = await file.read(offset, 8 + 40);
    const view = new DataView(head.buffer);
    const id = ascii(head, 0, 4);
    const size = view.getUint32(4, true);
    if (id === 'fmt ') format = parseFormat(file.path, head.subarray(8, 8 + size));
    if (id === 'data') {
      if (!format) throw new TrackError('corrupt', file.path, `${file.path} is a WAV file without a format chunk.`);
      const dataOffset = offset + 8;
      const present = file.size - dataOffset;
      const sizeUnknown = size === 0 || (size >= UNKNOWN_SIZE && size > present) || file.size > FOUR_GIB;
      const frames = Math.floor((sizeUnknown ? present : size) / frameBytesOf(format));
      return { ...format, dataOffset, frames, bigEndian: false };
    }
    offset += 8 + size + (size & 1);
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
    throw new TrackError('unreadable', path, `${path} holds ${what}, which only ffmpeg reads.`);
  }
  return { sampleRate, channelCount, bits, float: codec === FORMAT_FLOAT };
}
