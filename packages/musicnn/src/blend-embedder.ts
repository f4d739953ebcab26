import { formatEmbedderId, formatSpace, meanVector, norm, unit } from '@rbassist/core';
import {
  createSpectralEmbedder,
  type Embedder,
  embedEach,
  type PreparedEmbedder,
  prepareSpectralEmbedder,
} from '@rbassist/embed';
import { embedWindow } from './embed-window.ts';
import { DIMENSIONS, openMusicnnModel } from './musicnn-model.ts';

const MODEL = 'blend-v1';
/** Length of the spectral part, as a multiple of the learned part's. */
const SPECTRAL_RATIO = 1;

const { dimensions: spectralDimensions, sampleRate, windowRule, windows } = prepareSpectralEmbedder();
const dimensions = spectralDimensions + DIMENSIONS;

export const BLEND_SPACE = formatSpace({ model: MODEL, dimensions });

const IDENTITY = {
  id: formatEmbedderId({ model: MODEL }),
  space: BLEND_SPACE,
  dimensions,
  sampleRate,
  windowRule,
  windows,
};

/** Returns the part of a track's vector that `musicnn-v1` would give. */
export function learnedPart(vector: Float32Array): Float32Array {
  return vector.subarray(spectralDimensions);
}

/** Prepares the blended embedder. Its space and windows are known before `open` loads the model. */
export function prepareBlendEmbedder(): PreparedEmbedder {
  return { ...IDENTITY, open: createBlendEmbedder };
}

/**
 * Loads an embedder whose vectors are those of `spectral-v1` and `musicnn-v1` side by side. Both parts have a fixed
 * share of a track's vector: the first 160 elements are scaled to the length of the other 200, which keep the model's
 * scale. One decode serves both, since only the pieces for the model are resampled.
 *
 * @throws the errors of `createSpectralEmbedder` and {@link createMusicnnEmbedder}.
 */
export async function createBlendEmbedder(): Promise<Embedder> {
  const model = await openMusicnnModel();
  const spectral = await createSpectralEmbedder().catch(async (error: unknown) => {
    await model.close();
    throw error;
  });
  return {
    ...IDENTITY,
    device: model.device,
    preferredBatch: 1,
    embed(batch, options = {}) {
      const { signal } = options;
      const bothParts = async (window: Float32Array) => {
        const [measured] = await spectral.embed([window], { signal });
        return Float32Array.of(...measured, ...(await embedWindow(model, window, sampleRate, signal)));
      };
      return embedEach(batch, bothParts, options);
    },
    combine(vectors) {
      const mean = meanVector(vectors);
      const measured = unit(mean.subarray(0, spectralDimensions));
      const learned = learnedPart(mean);
      const length = SPECTRAL_RATIO * norm(learned);
      return Float32Array.of(...measured.map((value) => value * length), ...learned);
    },
    async close() {
      await Promise.all([spectral.close(), model.close()]);
    },
  };
}
