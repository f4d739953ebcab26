/// <reference path="./node-wav.d.ts" />
import { TrackError } from '@rbassist/core';
import type { DecodeRequest, PcmStream } from './audio-decoder.ts';
import type { AudioFile } from './audio-file.ts';
import { throwIfStopped } from './stop-reason.ts';

/** Where the plain samples of a WAV or AIFF file lie and how they are written. */
export interface PcmLayout {
  sampleRate: number;
  channelCount: number;
  /** Bits per sample, in whole bytes. */
  bits: number;
  float: boolean;
  bigEndian: boolean;
  dataOffset: number;
  /** Frames that the header promises; the file may hold fewer. */
  frames: number;
}

const HIGHEST_RATE = 1_000_000;
const MOST_CHANNELS = 255;
const PIECE_BYTES = 1 << 20;
/** A canonical WAV header with a format chunk of 20 bytes, so that 64-bit samples lie at a multiple of 8. */
const HEADER_BYTES = 48;

/** @throws TrackError `corrupt` where a header says what no sound can be. */
export function checkSound(path: string, sampleRate: number, channelCount: number): void {
  if (sampleRate >= 1 && sampleRate <= HIGHEST_RATE && channelCount >= 1 && channelCount <= MOST_CHANNELS) return;
  const claim = `${channelCount} channels at ${sampleRate} Hz`;
  throw new TrackError('corrupt', path, `${path} is damaged: its header claims ${claim}.`);
}

/** How many of the promised frames the file really holds. */
export function framesPresent(layout: PcmLayout, fileBytes: number): number {
  const frameBytes = (layout.channelCount * layout.bits) / 8;
  return Math.max(0, Math.min(layout.frames, Math.floor((fileBytes - layout.dataOffset) / frameBytes)));
}

/**
 * Reads plain samples a piece at a time. `node-wav` converts each piece behind a header of our own making: it trusts the
 * lengths it is told and knows only the plainest format chunk.
 *
 * @param file Is closed with the stream.
 */
export async function readPcm(file: AudioFile, layout: PcmLayout, request: DecodeRequest): Promise<PcmStream> {
  const { decode } = await import('node-wav');
  const frames = framesPresent(layout, file.size);
  const startFrame = Math.min(frames, Math.round((request.startS ?? 0) * layout.sampleRate));
  const frameBytes = (layout.channelCount * layout.bits) / 8;
  const pieceFrames = Math.max(1, Math.floor(PIECE_BYTES / frameBytes));

  async function* blocks(): AsyncGenerator<Float32Array[]> {
    try {
      const wav = new ArrayBuffer(HEADER_BYTES + pieceFrames * frameBytes);
      for (let frame = startFrame; frame < frames; frame += pieceFrames) {
        throwIfStopped(request.signal, file.path);
        const bytes = new Uint8Array(wav, HEADER_BYTES, Math.min(pieceFrames, frames - frame) * frameBytes);
        const filled = await file.readInto(bytes, layout.dataOffset + frame * frameBytes);
        const whole = bytes.subarray(0, filled - (filled % frameBytes));
        toLittleEndian(whole, layout);
        writeHeader(wav, layout, whole.length);
        const { channelData } = decode(wav);
        if (!layout.float) for (const channel of channelData) toFullScale(channel, layout.bits);
        if (whole.length > 0) yield [...channelData];
        if (filled < bytes.length) return;
      }
    } finally {
      await file.close();
    }
  }
  return { ...layout, startFrame, blocks: blocks(), close: () => file.close() };
}

function toLittleEndian(bytes: Uint8Array, { bits, bigEndian }: PcmLayout): void {
  if (!bigEndian) return;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bits === 16) buffer.swap16();
  if (bits === 32) buffer.swap32();
  if (bits === 64) buffer.swap64();
  if (bits === 24) for (let i = 0; i < bytes.length; i += 3) [bytes[i], bytes[i + 2]] = [bytes[i + 2], bytes[i]];
  // the one format where AIFF is signed and WAV is not
  if (bits === 8) for (let i = 0; i < bytes.length; i++) bytes[i] ^= 0x80;
}

function writeHeader(wav: ArrayBuffer, layout: PcmLayout, dataBytes: number): void {
  const view = new DataView(wav);
  const frameBytes = (layout.channelCount * layout.bits) / 8;
  view.setUint32(0, 0x52494646); // RIFF
  view.setUint32(4, HEADER_BYTES - 8 + dataBytes, true);
  view.setUint32(8, 0x57415645); // WAVE
  view.setUint32(12, 0x666d7420); // fmt
  view.setUint32(16, HEADER_BYTES - 28, true);
  view.setUint16(20, layout.float ? 3 : 1, true);
  view.setUint16(22, layout.channelCount, true);
  view.setUint32(24, layout.sampleRate, true);
  view.setUint32(28, layout.sampleRate * frameBytes, true);
  view.setUint16(32, frameBytes, true);
  view.setUint16(34, layout.bits, true);
  view.setUint32(HEADER_BYTES - 8, 0x64617461); // data
  view.setUint32(HEADER_BYTES - 4, dataBytes, true);
}

/**
 * Undoes the stretching of positive samples by which some decoders map the largest integer to 1: both halves of the wave
 * are to have one scale, as in every other decoder. Also mends node-wav's 24-bit minimum, which it gives as just over 1.
 */
export function toFullScale(samples: Float32Array, bits: number): void {
  const half = 2 ** (bits - 1);
  const scale = (half - 1) / half;
  for (let i = 0; i < samples.length; i++) {
    const sample = samples[i];
    if (sample > 1) samples[i] = -1;
    else if (sample > 0) samples[i] = sample * scale;
  }
}
