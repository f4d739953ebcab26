import { openAudio } from '@rbassist/audio';
import { type EncoderDelay, TrackError } from '@rbassist/core';
import type { TrackAnalysis } from '../track/track-analysis.ts';
import type { TrackAnalyzer, TrackExtractorOptions } from '../track/track-analyzer.ts';

/** Analysis of a file, with facts about its decoding. */
export interface FileAnalysis {
  analysis: TrackAnalysis;
  durationS: number;
  /** Start of an MP3 or AAC file, as its decoder cuts it; absent for other formats. */
  encoderDelay?: EncoderDelay;
  /** Name and version of the decoder, e.g. "ffmpeg 5.1.9". */
  decoder: string;
  /** Present if the file ended too early. The analysis covers the part that exists. */
  truncated?: true;
  /** Damage in the file that did not prevent decoding. */
  warning?: string;
  timing: { decodeMs: number; analyzeMs: number };
}

/** Options of {@link analyzeStream}, for this file alone. */
export interface AnalyzeStreamOptions
  extends Pick<TrackExtractorOptions, 'parts' | 'onShortFrame' | 'knownBpm' | 'tempoPrior'> {
  signal?: AbortSignal;
}

const MIN_DURATION_S = 0.1;

/**
 * Decodes and analyses a file block by block, so that its samples are never in memory at once.
 *
 * @throws {TrackError} of the kinds of `openAudio`, of kind `corrupt` without sound, and `too-short` below 0.1 s.
 */
export async function analyzeStream(
  path: string,
  analyzer: TrackAnalyzer,
  { signal, ...options }: AnalyzeStreamOptions = {},
): Promise<FileAnalysis> {
  const began = performance.now();
  let analyzeMs = 0;
  const timed = <T>(step: () => T): T => {
    const before = performance.now();
    const result = step();
    analyzeMs += performance.now() - before;
    return result;
  };
  const stream = await openAudio(path, { signal });
  try {
    const { sampleRate, channelCount } = stream;
    const extractor = analyzer.start({ sampleRate, channelCount, ...options });
    for await (const planes of stream.blocks) timed(() => extractor.push(planes));
    const { frames, truncated, warning } = stream.outcome();
    const durationS = frames / sampleRate;
    if (frames === 0) throw new TrackError('corrupt', path, `${path} contains no sound.`);
    if (durationS < MIN_DURATION_S)
      throw new TrackError('too-short', path, `${path} is ${durationS.toFixed(3)} s long, too short to analyse.`);
    const analysis = timed(() => extractor.finish());
    const timing = { decodeMs: performance.now() - began - analyzeMs, analyzeMs };
    return {
      analysis,
      durationS,
      ...(stream.encoderDelay && { encoderDelay: stream.encoderDelay }),
      decoder: stream.decoder,
      ...(truncated && { truncated: true as const }),
      ...(warning !== undefined && { warning }),
      timing,
    };
  } finally {
    await stream.close();
  }
}

/** Analysis of a file, marked if the file is damaged. */
export interface MarkedAnalysis extends TrackAnalysis {
  /** Start of an MP3 or AAC file, as its decoder cut it; absent for other formats. */
  encoder_delay?: EncoderDelay;
  truncated?: true;
  warning?: string;
}

export function markedAnalysis({ analysis, encoderDelay, truncated, warning }: FileAnalysis): MarkedAnalysis {
  return {
    ...analysis,
    ...(encoderDelay && { encoder_delay: encoderDelay }),
    ...(truncated && { truncated }),
    ...(warning !== undefined && { warning }),
  };
}
