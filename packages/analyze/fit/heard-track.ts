import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { monoBlocks, openAudio, Resampler } from '@rbassist/audio';
import { ANALYSIS_RATE } from '../src/analysis-rate.ts';
import { type FrameFeatures, LONG_RATE } from '../src/frame-features.ts';
import type { FrontEnd } from '../src/front-end.ts';
import { createKeyTracker } from '../src/key/key-tracker.ts';
import type { ChromaFrames } from '../src/tempo/beat-profile.ts';

/** What a manifest says of a track; other keys are ignored. */
export interface LabelledRow {
  file: string;
  /** Null for music without a beat, absent where nobody knows. */
  bpm?: number | null;
  /** `module-grid`: half and double may be meant as well. */
  bpm_kind?: string;
  /** Seconds. */
  beats?: number[];
  downbeats?: number[];
  metre?: number;
  kind?: string;
  package?: string;
}

/** Rows of manifests, their files absolute. */
export async function readRows(manifests: readonly string[]): Promise<LabelledRow[]> {
  const rows: LabelledRow[] = [];
  for (const path of manifests) {
    const listed: LabelledRow[] = JSON.parse(await readFile(path, 'utf8'));
    rows.push(...listed.map((row) => ({ ...row, file: resolve(dirname(path), row.file) })));
  }
  return rows.filter(({ bpm }) => bpm !== undefined);
}

/** What the front end hears in a file. */
export async function hear(
  file: string,
  frontEnd: FrontEnd,
): Promise<{ features: FrameFeatures; chroma: ChromaFrames }> {
  const stream = await openAudio(file);
  const resampler = new Resampler({ from: stream.sampleRate, to: ANALYSIS_RATE });
  const key = createKeyTracker();
  const pass = frontEnd.listen([key.onLongFrame]);
  let frame = 0;
  for await (const block of monoBlocks(stream.blocks)) {
    resampler.push(block, frame);
    frame += block.length;
    pass.push(resampler.drain());
  }
  pass.push(resampler.finish());
  const features = pass.finish();
  return { features, chroma: { values: key.finish().chroma, rate: LONG_RATE } };
}
