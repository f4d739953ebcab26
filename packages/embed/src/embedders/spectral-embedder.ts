import { INTRO_CORE_LATE, introCoreLate } from '@rbassist/audio';
import { formatEmbedderId, formatSpace } from '@rbassist/core';
import { createSpectralDescriber } from '../spectral-v1/describe.ts';
import { SAMPLE_RATE } from '../spectral-v1/frames.ts';
import { SPECTRAL_V1_SLOTS } from '../spectral-v1/slots.ts';
import { standardize } from '../spectral-v1/standardize.ts';
import { embedEach } from './embed-each.ts';
import type { Embedder, EmbedderIdentity, PreparedEmbedder } from './embedder.ts';

const MODEL = 'spectral-v1';
const DIMENSIONS = SPECTRAL_V1_SLOTS.length;
const IDENTITY: EmbedderIdentity = {
  id: formatEmbedderId({ model: MODEL }),
  space: formatSpace({ model: MODEL, dimensions: DIMENSIONS }),
  dimensions: DIMENSIONS,
  sampleRate: SAMPLE_RATE,
  windowRule: INTRO_CORE_LATE,
  windows: introCoreLate,
};

/** Prepares the built-in embedder. Its space and windows are known before `open` allocates memory. */
export function prepareSpectralEmbedder(): PreparedEmbedder {
  return { ...IDENTITY, open: createSpectralEmbedder };
}

/**
 * Loads the built-in embedder, which measures 160 named properties of the sound and standardizes them. It needs no
 * model file. The same samples always give the same vector.
 *
 * @throws {MissingDependencyError} if WebAssembly can't run on this computer.
 */
export async function createSpectralEmbedder(): Promise<Embedder> {
  const describer = await createSpectralDescriber();
  return {
    ...IDENTITY,
    preferredBatch: 1,
    embed: (batch, options) => embedEach(batch, (window) => standardize(describer.describe(window)), options),
    async close() {
      describer.close();
    },
  };
}
