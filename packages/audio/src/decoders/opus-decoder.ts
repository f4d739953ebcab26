import { TrackError } from '@rbassist/core';
import type { AudioFile } from '../formats/audio-file.ts';
import { oggBatches } from '../formats/ogg-audio.ts';
import type { OggHeader } from '../formats/ogg-header.ts';
import { checkRateAndChannels } from '../formats/pcm-layout.ts';
import type { AudioDecoder } from './audio-decoder.ts';
import { inWavOrder } from './channel-order.ts';
import { type DecodedPiece, decodePieces, decodeStep, freeDecoder } from './decode-pieces.ts';

const RATE = 48_000;
const GAIN_OFFSET = 16;
const FAMILY_OFFSET = 18;

/** Decodes at 48 kHz, and applies the gain of the header, as every player must (RFC 7845, 5.1). */
export const opusDecoder: AudioDecoder = {
  name: 'opus-decoder',
  version: '0.7.12',
  supports: (format) => format === 'ogg-opus',
  decode: (path, request) => decodePieces(path, request, (file) => decodeOpus(file)),
};

async function* decodeOpus(file: AudioFile): AsyncGenerator<DecodedPiece> {
  const { path } = file;
  const { OpusDecoder } = await import('opus-decoder');
  let decoder: InstanceType<typeof OpusDecoder> | null = null;
  let header: OggHeader | null = null;
  let toSkip = 0;
  try {
    for await (const page of oggBatches(file)) {
      if (page.header !== header) {
        await freeDecoder(decoder);
        header = page.header;
        decoder = new OpusDecoder(optionsOf(path, header));
        await decoder.ready;
        toSkip = header.preSkip;
      }
      const started = decoder;
      if (!started) continue;
      const { channelData } = await decodeStep(path, () => started.decodeFrames(page.packets));
      const planes = channelData.map((plane) => plane.subarray(toSkip, Math.max(toSkip, page.samples)));
      toSkip = Math.max(0, toSkip - page.samples);
      amplify(planes, gainOf(header));
      yield { planes: familyOf(header) === 1 ? inWavOrder(planes) : planes, sampleRate: RATE };
    }
  } finally {
    await freeDecoder(decoder);
  }
}

function familyOf({ packets: [head] }: OggHeader): number {
  return head[FAMILY_OFFSET];
}

function optionsOf(path: string, header: OggHeader) {
  const { channelCount: channels, packets } = header;
  checkRateAndChannels(path, RATE, channels);
  if (familyOf(header) === 0) return { channels: Math.min(2, channels), preSkip: 0 };
  const [, streamCount, coupledStreamCount, ...channelMappingTable] = packets[0].subarray(FAMILY_OFFSET);
  if (channelMappingTable.length < channels) {
    throw new TrackError('corrupt', path, `${path} is damaged: its Opus header has no channel table.`);
  }
  return {
    channels,
    preSkip: 0,
    streamCount,
    coupledStreamCount,
    channelMappingTable: channelMappingTable.slice(0, channels),
  };
}

/** The header states the gain in steps of 1/256 dB. */
function gainOf({ packets: [head] }: OggHeader): number {
  const steps = new DataView(head.buffer, head.byteOffset).getInt16(GAIN_OFFSET, true);
  return 10 ** (steps / 256 / 20);
}

function amplify(planes: Float32Array[], factor: number): void {
  if (factor === 1) return;
  for (const plane of planes) for (let i = 0; i < plane.length; i++) plane[i] *= factor;
}
