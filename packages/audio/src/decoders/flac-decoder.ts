import type { AudioFile } from '../formats/audio-file.ts';
import type { AudioFormat } from '../formats/audio-format.ts';
import { flacFrames } from '../formats/flac-frames.ts';
import { findFlacStream } from '../formats/flac-stream.ts';
import { oggBatches } from '../formats/ogg-audio.ts';
import type { AudioDecoder } from './audio-decoder.ts';
import { type DecodedPiece, decodePieces, decodeStep, freeDecoder } from './decode-pieces.ts';
import { toFullScale } from './pcm-reader.ts';

/** The decoder gets no tags: it would keep a cover picture, and read it again for each piece of the file. */
export const flacDecoder: AudioDecoder = {
  name: '@wasm-audio-decoders/flac',
  version: '0.2.11',
  supports: (format) => format === 'flac' || format === 'ogg-flac',
  decode: (path, request) => decodePieces(path, request, (file) => decodeFlac(file, request.format)),
};

async function* decodeFlac(file: AudioFile, format: AudioFormat): AsyncGenerator<DecodedPiece> {
  const { path } = file;
  const { FLACDecoder } = await import('@wasm-audio-decoders/flac');
  const decoder = new FLACDecoder();
  await decoder.ready;
  const piece = (decoded: { channelData: Float32Array[]; sampleRate: number; bitDepth: number }): DecodedPiece => {
    for (const plane of decoded.channelData) toFullScale(plane, decoded.bitDepth);
    return { planes: decoded.channelData, sampleRate: decoded.sampleRate };
  };
  try {
    if (format === 'ogg-flac') {
      for await (const { packets } of oggBatches(file)) {
        yield piece(await decodeStep(path, () => decoder.decodeFrames(packets)));
      }
      return;
    }
    for await (const frames of flacFrames(file, await findFlacStream(file))) {
      yield piece(await decodeStep(path, () => decoder.decodeFrames(frames)));
    }
  } finally {
    await freeDecoder(decoder);
  }
}
