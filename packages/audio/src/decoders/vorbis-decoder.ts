import type { AudioDecoder } from './audio-decoder.ts';
import { feedDecoder } from './wasm-decoder.ts';

/** Ogg Vorbis through `@wasm-audio-decoders/ogg-vorbis`. */
export const vorbisDecoder: AudioDecoder = {
  name: '@wasm-audio-decoders/ogg-vorbis',
  version: '0.1.20',
  supports: (format) => format === 'ogg-vorbis',
  decode(path, request) {
    return feedDecoder(path, request, {
      async create() {
        const { OggVorbisDecoder } = await import('@wasm-audio-decoders/ogg-vorbis');
        const decoder = new OggVorbisDecoder();
        await decoder.ready;
        return decoder;
      },
    });
  },
};
