import {
  ANALYSIS_RATE,
  analyzeKey,
  createFeaturePipeline,
  createKeyExtractor,
  type FeaturePipeline,
  type KeyFeatures,
  type KeyProfileName,
} from '@rbassist/analyze';
import { monoBlocks, openAudio, Resampler } from '@rbassist/audio';
import type { KeyResult } from './key-figures.ts';

export interface OwnKeys {
  /** Finds the key with each of these profiles, in one pass. Throws TrackError if the file can't be read. */
  analyze(file: string, profiles: readonly (KeyProfileName | undefined)[]): Promise<KeyResult[]>;
  close(): void;
}

/** @param durationS Seconds of each track to analyse, from its beginning. */
export async function startOwnKeys(durationS: number): Promise<OwnKeys> {
  const pipeline = await createFeaturePipeline();
  return {
    async analyze(file, profiles) {
      const began = performance.now();
      const features = await extractKeyFeatures(pipeline, file, durationS);
      const heardS = (performance.now() - began) / 1000;
      return profiles.map((profile) => {
        const { key, key_confidence } = analyzeKey(features, { profile });
        return { key, confidence: key_confidence, seconds: heardS };
      });
    },
    close: () => pipeline.close(),
  };
}

async function extractKeyFeatures(pipeline: FeaturePipeline, file: string, durationS: number): Promise<KeyFeatures> {
  const stream = await openAudio(file, { durationS });
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
  extractor.finish();
  return keys.finish();
}
