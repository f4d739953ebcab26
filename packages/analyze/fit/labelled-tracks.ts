import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { monoBlocks, openAudio, Resampler } from '@rbassist/audio';
import { ANALYSIS_RATE } from '../src/features/analysis-rate.ts';
import type { ChromaFrames } from '../src/features/chroma-frames.ts';
import type { FeaturePipeline } from '../src/features/feature-pipeline.ts';
import type { FrameFeatures } from '../src/features/frame-features.ts';
import { createKeyExtractor } from '../src/key/key-extractor.ts';

/** Row of a manifest: one labelled track. Other keys are ignored. */
export interface LabelledRow {
  file: string;
  /** Null for music without a beat, absent if unknown. */
  bpm?: number | null;
  /**
   * `module-grid`: half or double the tempo may be right too. `style-guess`: drawn from the usual tempos of the style.
   * `tag`: not checked, not used.
   */
  bpm_kind?: string;
  beats?: number[];
  downbeats?: number[];
  metre?: number;
  /** Grid of the track. A bar of `6/8` has two beats. */
  tempos?: { metro: string }[];
  kind?: string;
  package?: string;
}

/** Returns the group of tracks that cross-validation never splits: the package, or the kind of synthesised music. */
export function groupOf({ package: name, kind, file }: LabelledRow): string {
  return name ?? kind ?? file;
}

/** Reads the rows with a tempo from manifests, with absolute file paths. */
export async function readRows(manifests: readonly string[]): Promise<LabelledRow[]> {
  const rows: LabelledRow[] = [];
  for (const path of manifests) {
    const listed: LabelledRow[] = JSON.parse(await readFile(path, 'utf8'));
    rows.push(...listed.map((row) => ({ ...row, file: resolve(dirname(path), row.file) })));
  }
  return rows.filter(({ bpm, bpm_kind: kind }) => bpm !== undefined && kind !== 'tag');
}

/** Extracts the features that tempo and bar lines need from a file. */
export async function fileFeatures(
  file: string,
  pipeline: FeaturePipeline,
): Promise<{ features: FrameFeatures; chroma: ChromaFrames }> {
  const stream = await openAudio(file);
  const resampler = new Resampler({ from: stream.sampleRate, to: ANALYSIS_RATE });
  const key = createKeyExtractor();
  const extractor = pipeline.start([key.onLongFrame]);
  let frame = 0;
  for await (const block of monoBlocks(stream.blocks)) {
    resampler.push(block, frame);
    frame += block.length;
    extractor.push(resampler.drain());
  }
  extractor.push(resampler.finish());
  return { features: extractor.finish(), chroma: key.finish().chroma };
}
