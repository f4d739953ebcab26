import { AudioFile } from '../formats/audio-file.ts';
import type { AudioFormat } from '../formats/audio-format.ts';
import type { PcmLayout } from '../formats/pcm-layout.ts';
import type { AudioDecoder } from './audio-decoder.ts';
import { readPcm } from './pcm-reader.ts';

export function pcmDecoder(
  name: AudioFormat,
  formats: readonly AudioFormat[],
  readHeader: (file: AudioFile) => Promise<PcmLayout>,
): AudioDecoder {
  return {
    name,
    version: '1',
    supports: (format) => formats.includes(format),
    async decode(path, request) {
      const file = await AudioFile.open(path);
      try {
        return await readPcm(file, await readHeader(file), request);
      } catch (error) {
        await file.close();
        throw error;
      }
    },
  };
}
