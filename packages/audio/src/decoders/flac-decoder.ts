import { skipId3 } from '../formats/skip-id3.ts';
import type { AudioDecoder } from './audio-decoder.ts';
import { toFullScale } from './pcm-reader.ts';
import { feedDecoder } from './wasm-decoder.ts';

/** FLAC, plain or in Ogg, through `@wasm-audio-decoders/flac`. */
export const flacDecoder: AudioDecoder = {
  name: '@wasm-audio-decoders/flac',
  version: '0.2.11',
  supports: (format) => format === 'flac' || format === 'ogg-flac',
  decode(path, request) {
    return feedDecoder(path, request, {
      start: skipId3,
      async create() {
        const { FLACDecoder } = await import('@wasm-audio-decoders/flac');
        const decoder = new FLACDecoder();
        await decoder.ready;
        const fixScale = <Piece extends { channelData: Float32Array[]; bitDepth: number }>(piece: Piece) => {
          for (const plane of piece.channelData) toFullScale(plane, piece.bitDepth);
          return piece;
        };
        return {
          decode: async (bytes) => fixScale(await decoder.decode(bytes)),
          flush: async () => fixScale(await decoder.flush()),
          free: () => decoder.free(),
        };
      },
    });
  },
};
