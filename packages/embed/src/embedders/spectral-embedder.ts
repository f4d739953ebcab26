import { INTRO_CORE_LATE, introCoreLate } from '@rbassist/audio';
import { notify } from '@rbassist/core';
import { createSpectralDescriber } from '../spectral-v1/describe.ts';
import { SAMPLE_RATE } from '../spectral-v1/frames.ts';
import { SPECTRAL_V1_SLOTS } from '../spectral-v1/slots.ts';
import { standardise } from '../spectral-v1/standardise.ts';
import type { Embedder, EmbedderIdentity, PreparedEmbedder } from './embedder.ts';

const IDENTITY: EmbedderIdentity = {
  id: 'spectral-v1',
  space: `spectral-v1/${SPECTRAL_V1_SLOTS.length}`,
  dimensions: SPECTRAL_V1_SLOTS.length,
  sampleRate: SAMPLE_RATE,
  windowRule: INTRO_CORE_LATE,
  windows: introCoreLate,
};

/** As {@link createSpectralEmbedder}, in two steps: `open` takes the memory that it needs. */
export function prepareSpectralEmbedder(): PreparedEmbedder {
  return { ...IDENTITY, open: createSpectralEmbedder };
}

/**
 * The built-in embedder: 160 named measurements of a window, made comparable. Signal processing only, no model file; the same
 * samples give the same vector, whatever was embedded before.
 *
 * @throws {MissingDependencyError} when WebAssembly can't run here.
 */
export async function createSpectralEmbedder(): Promise<Embedder> {
  const describer = await createSpectralDescriber();
  return {
    ...IDENTITY,
    preferredBatch: 1,
    async embed(batch, { signal, onProgress } = {}) {
      const vectors: Float32Array[] = [];
      for (const window of batch) {
        signal?.throwIfAborted();
        vectors.push(standardise(describer.describe(window)));
        notify(onProgress, { stage: 'embed', done: vectors.length, total: batch.length });
      }
      return vectors;
    },
    async close() {
      describer.close();
    },
  };
}
