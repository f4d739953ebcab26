import type { AudioDecoder } from './audio-decoder.ts';
import { feedDecoder } from './wasm-decoder.ts';

/** Ogg Opus through `ogg-opus-decoder`, at 48 kHz. */
export const opusDecoder: AudioDecoder = {
  name: 'ogg-opus-decoder',
  version: '1.7.5',
  supports: (format) => format === 'ogg-opus',
  decode(path, request) {
    return feedDecoder(path, request, {
      async create() {
        const { OggOpusDecoder } = await import('ogg-opus-decoder');
        const decoder = new OggOpusDecoder();
        await decoder.ready;
        return decoder;
      },
    });
  },
};
