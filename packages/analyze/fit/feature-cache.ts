import { createHash } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { ChromaFrames } from '../src/features/chroma-frames.ts';
import type { FeaturePipeline } from '../src/features/feature-pipeline.ts';
import type { FrameFeatures } from '../src/features/frame-features.ts';
import { fileFeatures } from './file-features.ts';

export interface FittingFeatures {
  features: FrameFeatures;
  chroma: ChromaFrames;
}

/** Extracts the features of a file once, and keeps them in `folder`. A changed file is extracted again. */
export async function cachedFeatures(
  file: string,
  pipeline: FeaturePipeline,
  folder: string | undefined,
): Promise<FittingFeatures> {
  if (folder === undefined) return extract(file, pipeline);
  const { size, mtimeMs } = await stat(file);
  const name = createHash('sha1').update(`${file}:${size}:${mtimeMs}`).digest('hex');
  const path = join(folder, `${name}.bin`);
  const kept = await readFile(path).catch(() => null);
  if (kept) return deserialize(kept) as FittingFeatures;
  const extracted = await extract(file, pipeline);
  await mkdir(folder, { recursive: true });
  await writeFile(path, serialize(extracted));
  return extracted;
}

async function extract(file: string, pipeline: FeaturePipeline): Promise<FittingFeatures> {
  const { features, harmony } = await fileFeatures(file, pipeline);
  return { features, chroma: harmony.chroma };
}
