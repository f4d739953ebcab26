import type { AudioFormat } from '../formats/audio-format.ts';
import type { AudioDecoder, DecodeRequest, PcmStream } from './audio-decoder.ts';
import { runFfmpeg } from './ffmpeg-process.ts';
import { readPcmPipe } from './pcm-pipe.ts';

/** Formats in which ffmpeg seeks to the exact frame; in others it may be thousands of frames off. */
const EXACT_SEEK: readonly AudioFormat[] = ['wav', 'rf64', 'aiff', 'flac', 'mp3', 'mp4', 'adts', 'ogg-opus'];
/** Decoded and dropped before a start in mid-file, because codecs need a run-up. */
const RUN_UP_S = 1;

/** Builds a decoder that runs this ffmpeg as a child process. */
export function ffmpegDecoder(ffmpeg: { path: string; version: string }): AudioDecoder {
  return {
    name: 'ffmpeg',
    version: ffmpeg.version,
    supports: () => true,
    async decode(path: string, request: DecodeRequest): Promise<PcmStream> {
      // a whole second is a whole number of frames, so the seek is exact
      const seekS = EXACT_SEEK.includes(request.format) ? Math.max(0, Math.floor((request.startS ?? 0) - RUN_UP_S)) : 0;
      const args = ['-nostdin', '-v', 'error', '-threads', '1', '-protocol_whitelist', 'file,pipe'];
      if (seekS > 0) args.push('-ss', String(seekS));
      args.push('-i', `file:${path}`, '-map', '0:a:0', '-vn', '-sn', '-dn', '-map_metadata', '-1');
      args.push('-c:a', 'pcm_f32le', '-f', 'wav', 'pipe:1');

      const child = runFfmpeg(ffmpeg.path, args, path, request.signal);
      try {
        const pcm = await readPcmPipe(child.output);
        return { ...pcm, startFrame: seekS * pcm.sampleRate, close: child.close };
      } catch (error) {
        await child.close();
        throw error;
      }
    },
  };
}
