import { INTRO_CORE_LATE, introCoreLate } from '@rbassist/audio';
import { formatEmbedderId, formatSpace } from '@rbassist/core';
import { type Embedder, embedEach, type PreparedEmbedder } from '@rbassist/embed';
import { embedWindow } from './embed-window.ts';
import { DIMENSIONS, openMusicnnModel, SAMPLE_RATE } from './musicnn-model.ts';

const MODEL = 'musicnn-v1';

export const MUSICNN_SPACE = formatSpace({ model: MODEL, dimensions: DIMENSIONS });

const IDENTITY = {
  id: formatEmbedderId({ model: MODEL }),
  space: MUSICNN_SPACE,
  dimensions: DIMENSIONS,
  sampleRate: SAMPLE_RATE,
  windowRule: INTRO_CORE_LATE,
  windows: introCoreLate,
};

/** Prepares the MusiCNN embedder. Its space and windows are known before `open` loads the model. */
export function prepareMusicnnEmbedder(): PreparedEmbedder {
  return { ...IDENTITY, open: createMusicnnEmbedder };
}

/**
 * Loads MusiCNN, a small network trained to tag music, from this package's file. The vector of a window is the mean of
 * the network's penultimate layer over pieces of 3 s, minus a fixed centre. It doesn't depend on the window's level.
 * Runs in the calling thread on onnxruntime-node, or on WebAssembly, which takes three times as long.
 *
 * @see Pons and Serra, musicnn: Pre-trained convolutional neural networks for music audio tagging, 2019.
 * @throws {FileFormatError} if the model's file is missing or damaged.
 * @throws {MissingDependencyError} if neither onnxruntime-node nor WebAssembly works on this computer.
 */
export async function createMusicnnEmbedder(): Promise<Embedder> {
  const model = await openMusicnnModel();
  return {
    ...IDENTITY,
    device: model.device,
    preferredBatch: 1,
    embed: (batch, options = {}) =>
      embedEach(batch, (window) => embedWindow(model, window, SAMPLE_RATE, options.signal), options),
    close: () => model.close(),
  };
}
