/// <reference path="./node-wav.d.ts" />

import type { AudioFile } from '../formats/audio-file.ts';
import { frameBytesOf, framesPresent, type PcmLayout } from '../formats/pcm-layout.ts';
import { throwIfStopped } from '../track-errors.ts';
import type { DecodeRequest, PcmStream } from './audio-decoder.ts';

const PIECE_BYTES = 1 << 20;
/** A WAV header whose format chunk has 20 bytes, so that 64-bit samples are aligned to 8 bytes. */
const HEADER_BYTES = 48;

/** Gives `node-wav` a plain header before each piece, because it trusts every length. Closes `file` with the stream. */
export async function readPcm(file: AudioFile, layout: PcmLayout, request: DecodeRequest): Promise<PcmStream> {
  const { decode } = await import('node-wav');
  const frames = framesPresent(layout, file.size);
  const startFrame = Math.min(frames, Math.round((request.startS ?? 0) * layout.sampleRate));
  const frameBytes = frameBytesOf(layout);
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
  // 8-bit samples are signed in AIFF, unsigned in WAV
  if (bits === 8) for (let i = 0; i < bytes.length; i++) bytes[i] ^= 0x80;
}

function writeHeader(wav: ArrayBuffer, layout: PcmLayout, dataBytes: number): void {
  const view = new DataView(wav);
  const frameBytes = frameBytesOf(layout);
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

/** Some decoders stretch positive samples; `node-wav` returns just over 1 for the 24-bit minimum. Works in place. */
export function toFullScale(samples: Float32Array, bits: number): void {
  const half = 2 ** (bits - 1);
  const scale = (half - 1) / half;
  for (let i = 0; i < samples.length; i++) {
    const sample = samples[i];
    if (sample > 1) samples[i] = -1;
    else if (sample > 0) samples[i] = sample * scale;
  }
}
