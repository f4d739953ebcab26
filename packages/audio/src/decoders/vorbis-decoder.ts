import type { AudioFile } from '../formats/audio-file.ts';
import { oggBatches } from '../formats/ogg-audio.ts';
import type { OggHeader } from '../formats/ogg-header.ts';
import { OggWriter } from '../formats/ogg-writer.ts';
import type { AudioDecoder } from './audio-decoder.ts';
import { inWavOrder } from './channel-order.ts';
import { type DecodedPiece, decodePieces, decodeStep, freeDecoder } from './decode-pieces.ts';

/** A comment packet without vendor and comments. */
const NO_TAGS = Buffer.from('\x03vorbis\0\0\0\0\0\0\0\0\x01', 'latin1');

/** The decoder gets new pages with only the audio: it keeps long tags, mixes chained streams and trusts positions. */
export const vorbisDecoder: AudioDecoder = {
  name: '@wasm-audio-decoders/ogg-vorbis',
  version: '0.1.20',
  supports: (format) => format === 'ogg-vorbis',
  decode: (path, request) => decodePieces(path, request, (file) => decodeVorbis(file)),
};

async function* decodeVorbis(file: AudioFile): AsyncGenerator<DecodedPiece> {
  const { path } = file;
  const { OggVorbisDecoder } = await import('@wasm-audio-decoders/ogg-vorbis');
  let header: OggHeader | null = null;
  let decoder: InstanceType<typeof OggVorbisDecoder> | null = null;
  let writer = new OggWriter();
  let toCome = 0;
  const piece = (decoded: {
    channelData: Float32Array[];
    samplesDecoded: number;
    sampleRate: number;
  }): DecodedPiece => {
    const planes = decoded.channelData.map((plane) => plane.subarray(0, toCome));
    toCome -= Math.min(toCome, decoded.samplesDecoded);
    return { planes: inWavOrder(planes), sampleRate: decoded.sampleRate };
  };
  try {
    for await (const page of oggBatches(file)) {
      const started: InstanceType<typeof OggVorbisDecoder> = decoder ?? new OggVorbisDecoder();
      decoder = started;
      await started.ready;
      if (page.header !== header) {
        if (header) yield piece(await decodeStep(path, () => started.flush()));
        header = page.header;
        writer = new OggWriter();
        toCome = 0;
        const [identification, ...rest] = header.packets;
        const heads = Buffer.concat([writer.pages([identification]), writer.pages([NO_TAGS, ...rest])]);
        await decodeStep(path, () => started.decode(heads));
      }
      toCome += page.samples;
      yield piece(await decodeStep(path, () => started.decode(writer.pages(page.packets))));
    }
    const last = decoder;
    if (last) yield piece(await decodeStep(path, () => last.flush()));
  } finally {
    await freeDecoder(decoder);
  }
}
