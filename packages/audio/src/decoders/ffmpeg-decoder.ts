import { audioEnd } from '../formats/audio-end.ts';
import { AudioFile } from '../formats/audio-file.ts';
import type { AudioFormat } from '../formats/audio-format.ts';
import { audioStart } from '../formats/audio-start.ts';
import { type FrameHeader, type ParseFrame, parseAdtsFrame, parseMpegFrame } from '../formats/mpeg-frame.ts';
import { findFrameStream } from '../formats/mpeg-stream.ts';
import type { AudioDecoder, DecodeRequest, PcmStream } from './audio-decoder.ts';
import { FFMPEG } from './ffmpeg-name.ts';
import { runFfmpeg } from './ffmpeg-process.ts';
import { readPcmPipe } from './pcm-pipe.ts';

/** In other formats, ffmpeg's seeks may be off by thousands of frames. */
const EXACT_SEEK: readonly AudioFormat[] = ['wav', 'rf64', 'aiff', 'flac', 'mp3', 'mp4', 'adts', 'ogg-opus'];
/** Formats without an index. ffmpeg would search all data after the last frame for another frame. */
const SEARCHED: readonly AudioFormat[] = ['mp3', 'adts', 'flac'];
/** Formats that begin with a frame. After junk, ffmpeg would not find their info tag. */
const PARSERS: Partial<Record<AudioFormat, ParseFrame<FrameHeader>>> = { mp3: parseMpegFrame, adts: parseAdtsFrame };
/** Largest memory block that ffmpeg may allocate. Without a limit, a run of zeros takes its whole length in memory. */
const MOST_ALLOCATED_BYTES = 1 << 26;
/** For changes of channels in mid-file: copies mono to both channels at full level, and averages stereo to mono. */
const SAME_LEVEL = ['-rematrix_maxval', '1', '-rematrix_volume', '-1'];
/** Seconds to decode and drop before a start in mid-file, because codecs need a run-up. */
const RUN_UP_S = 1;

export function ffmpegDecoder(ffmpeg: { path: string; version: string }): AudioDecoder {
  return {
    name: FFMPEG,
    version: ffmpeg.version,
    supports: () => true,
    async decode(path: string, request: DecodeRequest): Promise<PcmStream> {
      // a whole second is a whole number of frames, so the seek is exact
      const seekS = EXACT_SEEK.includes(request.format) ? Math.max(0, Math.floor((request.startS ?? 0) - RUN_UP_S)) : 0;
      const args = ['-nostdin', '-v', 'error', '-threads', '1', '-max_alloc', String(MOST_ALLOCATED_BYTES)];
      args.push('-protocol_whitelist', 'file,pipe,subfile');
      if (seekS > 0) args.push('-ss', String(seekS));
      args.push('-i', await inputOf(path, request.format));
      args.push('-map', '0:a:0', '-vn', '-sn', '-dn', '-map_metadata', '-1', ...SAME_LEVEL);
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

/** Names the part of a file for ffmpeg to read, without zeros at the end and tags that ffmpeg does not expect. */
async function inputOf(path: string, format: AudioFormat): Promise<string> {
  const file = await AudioFile.open(path);
  try {
    const parse = PARSERS[format];
    const start = (parse && (await findFrameStream(file, parse))?.start) ?? (await audioStart(file));
    const end = SEARCHED.includes(format) ? await audioEnd(file) : file.size;
    if (start === 0 && end === file.size) return `file:${path}`;
    return `subfile,,start,${start},end,${end},,:file:${path}`;
  } finally {
    await file.close();
  }
}
