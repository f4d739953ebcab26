import { TrackError } from '@rbassist/core';
import type { AudioFile } from '../formats/audio-file.ts';
import { findMpegAudio } from '../formats/find-mpeg-audio.ts';
import type { AudioDecoder } from './audio-decoder.ts';
import { feedDecoder } from './wasm-decoder.ts';

/** MP3 through `mpg123-decoder`. Cuts the encoder delay and padding that the LAME tag states. */
export const mp3Decoder: AudioDecoder = {
  name: 'mpg123-decoder',
  version: '1.0.3',
  supports: (format) => format === 'mp3',
  decode(path, request) {
    let channelCount = 2;
    return feedDecoder(path, request, {
      async start(file: AudioFile) {
        const found = await findMpegAudio(file);
        if (!found) throw new TrackError('corrupt', path, `${path} holds no MP3 frames.`);
        channelCount = found.header.channelCount;
        return found.offset;
      },
      async create() {
        const { MPEGDecoder } = await import('mpg123-decoder');
        const decoder = new MPEGDecoder();
        await decoder.ready;
        return decoder;
      },
      // mpg123 makes mono stereo
      adapt: (planes) => planes.slice(0, channelCount),
    });
  },
};
