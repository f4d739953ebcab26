import { readFile } from 'node:fs/promises';
import { type DecodedWindows, decodeWindows, partialError } from '@rbassist/audio';
import {
  cosineDistance,
  decodeNpy,
  type EmbeddingSpace,
  errorMessage,
  FileFormatError,
  isFiniteVector,
  type NpyArray,
  type RunOptions,
} from '@rbassist/core';
import type { Device } from '../onnx/onnx-runtime.ts';
import { type Embedder, embedTrack } from './embedder.ts';

/**
 * The least cosine at which two vectors of one clip count as the same. Not 1, since what was stored has been rounded to float16 and was heard through
 * another program's resampler.
 */
const SAME_COSINE = 0.99;

/** A piece of music and the vector that another program gave for it. */
export interface ClipAndReference {
  /** Path of the audio file, the whole track. */
  clip: string;
  /** Path of the `.npy` file: one vector of float16, float32 or float64. */
  reference: string;
}

/** How near an embedder comes to a stored vector. */
export interface ClipComparison extends ClipAndReference {
  /** Whether `cosine` is at least `least`. */
  ok: boolean;
  /** Of the angle between both vectors, -1..1. */
  cosine: number;
  /** The cosine from which two vectors of one clip count as the same, 0.99. */
  least: number;
  /** The largest difference between two elements, and the largest magnitude of a stored one. */
  largestDifference: number;
  largestElement: number;
  space: EmbeddingSpace;
  /** What the model ran on; undefined for the built-in embedder. */
  device: Device | undefined;
  /** Of the elements in the file. */
  referenceType: NpyArray['type'];
  /** Of the clip, in seconds. */
  durationS: number;
  /** The parts of it that were listened to, and by what. */
  ranges: DecodedWindows['ranges'];
  decoder: string;
  resampler: string;
}

/**
 * Embeds a clip and compares its vector with one that was stored for it, e.g. by the Python rbassist.
 *
 * @throws {FileFormatError} when the reference is missing, is no single vector, has another length than the embedder's, or is not finite.
 * @throws {TrackError} when the clip can't be decoded to its end or embedded; the signal's reason.
 */
export async function compareClip(
  embedder: Embedder,
  { clip, reference }: ClipAndReference,
  { signal, onProgress }: RunOptions = {},
): Promise<ClipComparison> {
  const { data: stored, type: referenceType } = await readReference(reference, embedder);
  const { sampleRate, windows } = embedder;
  const heard = await decodeWindows(clip, {
    sampleRate,
    windows: (outline) => windows.call(embedder, outline),
    signal,
  });
  if (heard.truncated) throw partialError(clip, heard.durationS);
  const vector = await embedTrack(embedder, heard.windows, { path: clip, signal, onProgress });
  const cosine = 1 - cosineDistance(vector, stored);
  return {
    clip,
    reference,
    ok: cosine >= SAME_COSINE,
    cosine,
    least: SAME_COSINE,
    largestDifference: largest(vector.map((value, i) => value - stored[i])),
    largestElement: largest(stored),
    space: embedder.space,
    device: embedder.device,
    referenceType,
    durationS: heard.durationS,
    ranges: heard.ranges,
    decoder: heard.decoder,
    resampler: heard.resampler,
  };
}

async function readReference(path: string, { id, dimensions }: Embedder): Promise<NpyArray> {
  const refuse = (what: string, cause?: unknown) =>
    new FileFormatError(path, `${path} can't be compared with: ${what}.`, { cause });
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw refuse(errorMessage(cause), cause);
  });
  const array = decodeNpy(bytes, path);
  const { data, shape } = array;
  if (shape.filter((length) => length !== 1).length > 1) {
    throw refuse(`it holds an array of shape (${shape.join(', ')}), and one vector is wanted`);
  }
  if (data.length !== dimensions) {
    throw refuse(`it holds ${data.length} elements where ${id} gives ${dimensions}, so it is of another model`);
  }
  if (!isFiniteVector(data)) throw refuse('it holds NaN or infinite values; let the program that wrote it do so again');
  return array;
}

function largest(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
