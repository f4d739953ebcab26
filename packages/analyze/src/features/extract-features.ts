import { createFeaturePipeline } from './feature-pipeline.ts';
import type { FrameFeatures } from './frame-features.ts';

/** Extracts the features of a whole signal at the analysis rate, for tests. */
export async function extractFeatures(samples: Float32Array): Promise<FrameFeatures> {
  const pipeline = await createFeaturePipeline();
  const extractor = pipeline.start([]);
  extractor.push(samples);
  const features = extractor.finish();
  pipeline.close();
  return features;
}
