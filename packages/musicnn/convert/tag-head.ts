import { encodeNpy } from '@rbassist/core';
import type { MusicnnWeights } from './musicnn-weights.ts';

/** Returns the layer of the tags as a .npy file: a row of weights per dimension, then a row of offsets. */
export function encodeTagHead(weights: MusicnnWeights): Uint8Array {
  const { kernel, bias } = weights.dense(1);
  const [dimensions, tags] = kernel.shape;
  return encodeNpy(Float32Array.of(...kernel.values, ...bias.values), 'float32', [dimensions + 1, tags]);
}
