import { createRealFft, type RealFft } from '@rbassist/audio';
import { ANALYSIS_RATE } from './analysis-rate.ts';
import { AttackExtractor } from './attack-extractor.ts';
import { type FrameFeatures, LONG_FRAME_SIZE, LONG_HOP, SHORT_FRAME_SIZE, SHORT_HOP } from './frame-features.ts';
import { FrameStream } from './frame-stream.ts';
import { OnsetExtractor } from './onset-extractor.ts';
import { TimbreExtractor } from './timbre-extractor.ts';

/** Receives the power spectrum of each frame, as {@link FrameStream} gives it. */
export type FrameSink = (power: Float32Array, index: number) => void;

interface FeatureExtractor {
  /** Takes the next samples at {@link ANALYSIS_RATE}. */
  push(samples: Float32Array): void;
  finish(): FrameFeatures;
}

/** Extracts the features of many tracks, one after another, with the same transforms. */
export interface FeaturePipeline {
  /**
   * @param longFrameSinks Other receivers of the long frames, such as `onLongFrame` of a key extractor.
   * @param onShortFrame Other receiver of the short frames.
   */
  start(longFrameSinks: readonly FrameSink[], onShortFrame?: FrameSink): FeatureExtractor;
  /** Frees the memory. Don't use the pipeline afterwards. */
  close(): void;
}

/**
 * Creates a pipeline with the spectral transforms that all parts of the analysis share.
 *
 * @throws {MissingDependencyError} when WebAssembly can't run here.
 */
export async function createFeaturePipeline(): Promise<FeaturePipeline> {
  const shortFft = await createRealFft(SHORT_FRAME_SIZE);
  const longFft = await createRealFft(LONG_FRAME_SIZE);
  return {
    start: (longFrameSinks, onShortFrame) => createFeatureExtractor(shortFft, longFft, longFrameSinks, onShortFrame),
    close() {
      shortFft.close();
      longFft.close();
    },
  };
}

function createFeatureExtractor(
  shortFft: RealFft,
  longFft: RealFft,
  longFrameSinks: readonly FrameSink[],
  onShortFrame?: FrameSink,
): FeatureExtractor {
  const onsets = new OnsetExtractor();
  const timbre = new TimbreExtractor();
  const attack = new AttackExtractor();
  const short = new FrameStream({
    fft: shortFft,
    hop: SHORT_HOP,
    onFrame(power, index) {
      onsets.push(power, index);
      timbre.push(power);
      onShortFrame?.(power, index);
    },
  });
  const long = new FrameStream({
    fft: longFft,
    hop: LONG_HOP,
    onFrame(power, index) {
      for (const sink of longFrameSinks) sink(power, index);
    },
  });
  let sampleCount = 0;
  return {
    push(samples) {
      sampleCount += samples.length;
      attack.push(samples);
      short.push(samples);
      long.push(samples);
    },
    finish() {
      short.finish();
      long.finish();
      return {
        durationS: sampleCount / ANALYSIS_RATE,
        ...onsets.finish(),
        attack: attack.finish(),
        timbre: timbre.finish(),
      };
    },
  };
}
