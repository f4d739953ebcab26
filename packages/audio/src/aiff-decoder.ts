import { readAiffHeader } from './aiff-header.ts';
import type { AudioDecoder } from './audio-decoder.ts';
import { AudioFile } from './audio-file.ts';
import { readPcm } from './pcm-reader.ts';

/** AIFF and AIFF-C with plain samples of either byte order; no process, nothing to install. */
export const aiffDecoder: AudioDecoder = {
  name: 'aiff',
  version: '1',
  supports: (format) => format === 'aiff',
  async decode(path, request) {
    const file = await AudioFile.open(path);
    try {
      return await readPcm(file, await readAiffHeader(file), request);
    } catch (error) {
      await file.close();
      throw error;
    }
  },
};
