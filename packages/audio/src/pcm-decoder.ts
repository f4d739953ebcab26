import type { AudioDecoder, AudioFormat } from './audio-decoder.ts';
import { AudioFile } from './audio-file.ts';
import { type PcmLayout, readPcm } from './pcm-reader.ts';

/** A decoder of plain samples behind a header: no process, nothing to install. */
export function pcmDecoder(format: AudioFormat, readHeader: (file: AudioFile) => Promise<PcmLayout>): AudioDecoder {
  return {
    name: format,
    version: '1',
    supports: (other) => other === format,
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
