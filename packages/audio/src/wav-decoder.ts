import type { AudioDecoder } from './audio-decoder.ts';
import { AudioFile } from './audio-file.ts';
import { readPcm } from './pcm-reader.ts';
import { readWavHeader } from './wav-header.ts';

/** Plain WAV: integers of 8 to 32 bits and floats, also WAVE_FORMAT_EXTENSIBLE; no process, nothing to install. */
export const wavDecoder: AudioDecoder = {
  name: 'wav',
  version: '1',
  supports: (format) => format === 'wav',
  async decode(path, request) {
    const file = await AudioFile.open(path);
    try {
      return await readPcm(file, await readWavHeader(file), request);
    } catch (error) {
      await file.close();
      throw error;
    }
  },
};
