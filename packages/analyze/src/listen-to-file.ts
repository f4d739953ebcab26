import { openAudio, partialError } from '@rbassist/audio';
import { TrackError } from '@rbassist/core';
import type { TrackAnalysis } from './track-analysis.ts';
import type { ListenOptions, TrackAnalyzer } from './track-analyzer.ts';

/** What was heard of a file. */
export interface HeardFile {
  analysis: TrackAnalysis;
  /** Seconds. */
  durationS: number;
  /** Name and version of the decoder, e.g. "ffmpeg 5.1.9". */
  decoder: string;
  /** Where the time went. */
  timing: { decodeMs: number; analyzeMs: number };
}

/** How a file is listened to. */
export interface ListenToFileOptions extends Pick<ListenOptions, 'parts' | 'knownBpm'> {
  /** Stops it: with a TrackError `timeout` for a timeout, else with the signal's reason. */
  signal?: AbortSignal;
}

/** Shorter sounds have nothing that could be analysed. */
const SHORTEST_S = 0.1;

/**
 * Plays a whole file to an analyzer.
 *
 * @throws {TrackError} as `openAudio`; `corrupt` without any sound, `too-short` below 0.1 s, `partial` where the file ends before it should.
 */
export async function listenToFile(
  path: string,
  analyzer: TrackAnalyzer,
  { signal, ...how }: ListenToFileOptions = {},
): Promise<HeardFile> {
  const began = performance.now();
  let analyzeMs = 0;
  const analyzing = <T>(step: () => T): T => {
    const before = performance.now();
    const result = step();
    analyzeMs += performance.now() - before;
    return result;
  };
  const stream = await openAudio(path, { signal });
  try {
    const listener = analyzer.listen({ sampleRate: stream.sampleRate, channelCount: stream.channelCount, ...how });
    for await (const planes of stream.blocks) analyzing(() => listener.push(planes));
    const { frames, truncated } = stream.outcome();
    const durationS = frames / stream.sampleRate;
    if (frames === 0) throw new TrackError('corrupt', path, `${path} holds no sound.`);
    if (truncated) throw partialError(path, stream.expectedDurationS);
    if (durationS < SHORTEST_S)
      throw new TrackError('too-short', path, `${path} is ${durationS.toFixed(3)} s long, too short to be analysed.`);
    const analysis = analyzing(() => listener.finish());
    const timing = { decodeMs: performance.now() - began - analyzeMs, analyzeMs };
    return { analysis, durationS, decoder: stream.decoder, timing };
  } finally {
    await stream.close();
  }
}
