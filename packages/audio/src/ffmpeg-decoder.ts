import type { AudioDecoder, AudioFormat, DecodeRequest, PcmStream } from './audio-decoder.ts';
import { runFfmpeg } from './ffmpeg-process.ts';
import { readPcmPipe } from './pcm-pipe.ts';

/** Where ffmpeg's seek lands on the frame that was asked for; in other containers it may be thousands of frames off. */
const EXACT_SEEK: readonly AudioFormat[] = ['wav', 'rf64', 'aiff', 'flac', 'mp3', 'mp4', 'adts', 'ogg-opus'];
/** Decoded and thrown away before a start in mid-file, where codecs need a run-up. */
const RUN_UP_S = 1;

/** Decodes through a child process of an ffmpeg that was found before. */
export function ffmpegDecoder(ffmpeg: { path: string; version: string }): AudioDecoder {
  return {
    name: 'ffmpeg',
    version: ffmpeg.version,
    supports: () => true,
    async decode(path: string, request: DecodeRequest): Promise<PcmStream> {
      // a whole second is a whole number of frames, so that the seek lands on the frame that was meant
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
