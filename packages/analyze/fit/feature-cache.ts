import type { ChromaFrames } from '../src/features/chroma-frames.ts';
import type { FeaturePipeline } from '../src/features/feature-pipeline.ts';
import type { FrameFeatures } from '../src/features/frame-features.ts';
import { fileFeatures } from './file-features.ts';
import { cachedPerFile } from './per-file-cache.ts';

export interface FittingFeatures {
  features: FrameFeatures;
  chroma: ChromaFrames;
}

/** Extracts the features of a file once, and keeps them in `folder`. A changed file is extracted again. */
export function cachedFeatures(
  file: string,
  pipeline: FeaturePipeline,
  folder: string | undefined,
): Promise<FittingFeatures> {
  return cachedPerFile(file, { folder, ending: '.bin' }, async () => {
    const { features, harmony } = await fileFeatures(file, pipeline);
    return { features, chroma: harmony.chroma };
  });
}
