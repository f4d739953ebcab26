import type { EncoderDelay } from '@rbassist/core';
import { FFMPEG } from '../decoders/ffmpeg-name.ts';
import type { AudioFile } from '../formats/audio-file.ts';
import type { AudioFormat } from '../formats/audio-format.ts';
import { parseAdtsFrame } from '../formats/mpeg-frame.ts';
import { findFrameStream, findMpegStream } from '../formats/mpeg-stream.ts';
import { readMp4Delay } from './mp4-delay.ts';

/** Start of a coded file, and the samples that each kind of decoder cuts. */
export interface CodedStart extends Omit<EncoderDelay, 'cut_samples'> {
  cutByFfmpeg: number;
  cutByOwn: number;
}

const ADTS_FRAME_SAMPLES = 1024;

/** Reads headers only. Returns null for formats without a delay, and for a damaged header. */
export async function codedStart(file: AudioFile, format: AudioFormat): Promise<CodedStart | null> {
  try {
    if (format === 'mp3') return await mp3Start(file);
    if (format === 'adts') return await adtsStart(file);
    if (format === 'mp4') return await readMp4Delay(file);
  } catch {}
  return null;
}

/** Returns the start as the decoder of this name cuts it. */
export function delayBy({ cutByFfmpeg, cutByOwn, ...start }: CodedStart, decoder: string): EncoderDelay {
  return { ...start, cut_samples: decoder.startsWith(FFMPEG) ? cutByFfmpeg : cutByOwn };
}

async function mp3Start(file: AudioFile): Promise<CodedStart | null> {
  const stream = await findMpegStream(file);
  if (!stream) return null;
  const { header, info } = stream;
  return {
    header: info?.header ?? 'none',
    frame_samples: header.samples,
    sample_rate: header.sampleRate,
    cutByFfmpeg: info?.ffmpegCut ?? 0,
    cutByOwn: info?.startPadding ?? 0,
  };
}

/** Raw AAC does not state its priming, so no decoder cuts it. */
async function adtsStart(file: AudioFile): Promise<CodedStart | null> {
  const stream = await findFrameStream(file, parseAdtsFrame);
  if (!stream) return null;
  const { sampleRate } = stream.header;
  return { header: 'aac', frame_samples: ADTS_FRAME_SAMPLES, sample_rate: sampleRate, cutByFfmpeg: 0, cutByOwn: 0 };
}
