import type { AudioDecoder, AudioFormat, DecodeRequest, PcmStream } from './audio-decoder.ts';
import { runFfmpeg } from './ffmpeg-process.ts';
import { readPcmPipe } from './pcm-pipe.ts';

/** Formats that ffmpeg is asked for, which is all there are. */
export const FFMPEG_FORMATS: readonly AudioFormat[] = [
  'wav',
  'rf64',
  'aiff',
  'flac',
  'ogg-flac',
  'mp3',
  'ogg-vorbis',
  'ogg-opus',
  'mp4',
  'adts',
  'asf',
];
/** Decoded and thrown away before a start in mid-file, where codecs need a run-up. */
const RUN_UP_S = 1;

/** Decodes through a child process of an ffmpeg that was found before. */
export function ffmpegDecoder(ffmpeg: { path: string; version: string }): AudioDecoder {
  return {
    name: 'ffmpeg',
    version: ffmpeg.version,
    supports: (format) => FFMPEG_FORMATS.includes(format),
    async decode(path: string, request: DecodeRequest): Promise<PcmStream> {
      // a whole second is a whole number of frames, so that the seek lands on the frame that was meant
      const seekS = Math.max(0, Math.floor((request.startS ?? 0) - RUN_UP_S));
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
