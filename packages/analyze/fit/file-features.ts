import { monoBlocks, openAudio, Resampler } from '@rbassist/audio';
import { ANALYSIS_RATE } from '../src/features/analysis-rate.ts';
import type { FeaturePipeline } from '../src/features/feature-pipeline.ts';
import type { FrameFeatures } from '../src/features/frame-features.ts';
import { createKeyExtractor, type KeyFeatures } from '../src/key/key-extractor.ts';

/** Extracts the features of tempo, bar lines and key from a file. */
export async function fileFeatures(
  file: string,
  pipeline: FeaturePipeline,
): Promise<{ features: FrameFeatures; harmony: KeyFeatures }> {
  const stream = await openAudio(file);
  const resampler = new Resampler({ from: stream.sampleRate, to: ANALYSIS_RATE });
  const keys = createKeyExtractor();
  const extractor = pipeline.start([keys.onLongFrame]);
  let frame = 0;
  for await (const block of monoBlocks(stream.blocks)) {
    resampler.push(block, frame);
    frame += block.length;
    extractor.push(resampler.drain());
  }
  extractor.push(resampler.finish());
  return { features: extractor.finish(), harmony: keys.finish() };
}
