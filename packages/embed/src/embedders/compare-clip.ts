import { type DecodedWindows, decodeWindows, partialError } from '@rbassist/audio';
import {
  checkOptions,
  cosineDistance,
  decodeNpy,
  type EmbeddingSpace,
  errorMessage,
  FileFormatError,
  isFiniteVector,
  type NpyArray,
  optionRules,
  RUN_OPTION_RULES,
  type RunOptions,
  readRegularFile,
  requireRule,
} from '@rbassist/core';
import type { Device } from '../onnx/devices.ts';
import { type Embedder, embedTrack } from './embedder.ts';

const MOST_REFERENCE_BYTES = 1 << 20;
/** Not 1, since stored vectors are rounded to float16 and the other program uses another resampler. */
const SAME_COSINE = 0.99;

/** Clip, and its vector from another program. */
export interface ClipAndReference {
  /** Path of the audio file, which must be the whole track. */
  clip: string;
  /** Path of the `.npy` file: one vector of float16, float32 or float64. */
  reference: string;
}

/** Result of comparing an embedder's vector with a stored one. */
export interface ClipComparison extends ClipAndReference {
  ok: boolean;
  /** Cosine similarity of both vectors, -1..1. */
  cosine: number;
  /** Minimum cosine that counts as equal, 0.99. */
  least: number;
  largestDifference: number;
  /** Largest magnitude of a stored element. */
  largestElement: number;
  space: EmbeddingSpace;
  /** Device of the model; undefined for the built-in embedder. */
  device: Device | undefined;
  referenceType: NpyArray['type'];
  durationS: number;
  ranges: DecodedWindows['ranges'];
  decoder: string;
  resampler: string;
}

/**
 * Embeds a clip and compares its vector with a stored one, for example from the Python rbassist.
 *
 * @throws {OptionError} for an unknown or invalid option, or a path that is not text.
 * @throws {FileFormatError} if the reference is missing, has NaN or infinite values, or is not a single vector of the
 * embedder's length.
 * @throws {TrackError} if the clip can't be decoded to its end, or can't be embedded.
 * @throws the signal's reason after an abort.
 */
export async function compareClip(
  embedder: Embedder,
  { clip, reference }: ClipAndReference,
  options: RunOptions = {},
): Promise<ClipComparison> {
  requireRule('clip', clip, optionRules.text);
  requireRule('reference', reference, optionRules.text);
  checkOptions(options, RUN_OPTION_RULES);
  const { signal, onProgress } = options;
  const { data: stored, type: referenceType } = await readReference(reference, embedder);
  const { sampleRate, windows } = embedder;
  const decoded = await decodeWindows(clip, {
    sampleRate,
    windows: (outline) => windows.call(embedder, outline),
    signal,
  });
  if (decoded.truncated) throw partialError(clip, decoded);
  const vector = await embedTrack(embedder, decoded.windows, { path: clip, signal, onProgress });
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
    durationS: decoded.durationS,
    ranges: decoded.ranges,
    decoder: decoded.decoder,
    resampler: decoded.resampler,
  };
}

async function readReference(path: string, { id, dimensions }: Embedder): Promise<NpyArray> {
  const refuse = (what: string, cause?: unknown) =>
    new FileFormatError(path, `${path} can't be compared: ${what}.`, { cause });
  const bytes = await readRegularFile(path, MOST_REFERENCE_BYTES).catch((cause: unknown) => {
    throw refuse(errorMessage(cause), cause);
  });
  const array = decodeNpy(bytes, path, true);
  const { data, shape } = array;
  if (shape.filter((length) => length !== 1).length > 1) {
    throw refuse(`it has an array of shape (${shape.join(', ')}), but must be one vector`);
  }
  if (data.length !== dimensions) {
    throw refuse(`it has ${data.length} elements and ${id} has ${dimensions}, so it belongs to another model`);
  }
  if (!isFiniteVector(data))
    throw refuse('it has NaN or infinite values; write it again with the program that created it');
  return array;
}

function largest(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
