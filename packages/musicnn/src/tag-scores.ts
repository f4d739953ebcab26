import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { decodeNpy, type EmbeddingSpace, OptionError, spaceDimensions } from '@rbassist/core';
import { BLEND_SPACE, learnedPart } from './blend-embedder.ts';
import { CENTRE } from './centre.ts';
import { MUSIC_TAGS } from './music-tags.ts';
import { MUSICNN_SPACE } from './musicnn-embedder.ts';
import { DIMENSIONS } from './musicnn-model.ts';

const PATH = fileURLToPath(new URL('../model/tag-head.npy', import.meta.url));

/** Spaces with tags, and the part of their vectors that is the model's. */
const LEARNED_PARTS: Readonly<Partial<Record<EmbeddingSpace, (vector: Float32Array) => Float32Array>>> = {
  [MUSICNN_SPACE]: (vector) => vector,
  [BLEND_SPACE]: learnedPart,
};

/** Weights of all tags, one row per dimension. The last row has the offsets, with the centre's share. */
let head: Float32Array | undefined;

/**
 * Returns the model's score for each of {@link MUSIC_TAGS}, 0..1, from a track's stored vector. Scores are low for most
 * music, and common tags such as "electronic" dominate, so compare a score with those of other tracks. Undefined for a
 * space without the model.
 *
 * @throws {OptionError} if the vector's length doesn't match the space.
 */
export function tagScores(vector: Float32Array, space: EmbeddingSpace): Float32Array | undefined {
  const learned = learnedPartOf(vector, space);
  return learned && logOddsOf(learned).map((logit) => 1 / (1 + Math.exp(-logit)));
}

/**
 * Returns the part of a vector that is the model's; undefined for a space without the model.
 *
 * @throws {OptionError} if the vector's length doesn't match the space.
 */
export function learnedPartOf(vector: Float32Array, space: EmbeddingSpace): Float32Array | undefined {
  const part = LEARNED_PARTS[space];
  if (part === undefined) return undefined;
  if (vector.length === spaceDimensions(space)) return part(vector);
  throw new OptionError(`A vector of ${space} must have ${spaceDimensions(space)} elements, not ${vector.length}.`);
}

/** Returns the weights of a tag and, after them, its offset. */
export function tagWeights(tag: number): Float32Array {
  head ??= readHead();
  const matrix = head;
  return Float32Array.from({ length: DIMENSIONS + 1 }, (_, row) => matrix[row * MUSIC_TAGS.length + tag]);
}

function logOddsOf(learned: Float32Array): Float32Array {
  head ??= readHead();
  const scores = head.slice(DIMENSIONS * MUSIC_TAGS.length);
  addRows(scores, learned, head);
  return scores;
}

function readHead(): Float32Array {
  const { data } = decodeNpy(readFileSync(PATH), PATH);
  addRows(data.subarray(DIMENSIONS * MUSIC_TAGS.length), CENTRE, data);
  return data;
}

/** Adds the rows of a matrix to `target`, weighted. */
function addRows(target: Float32Array, weights: Readonly<Float32Array>, matrix: Float32Array): void {
  for (let row = 0; row < DIMENSIONS; row++) {
    for (let tag = 0; tag < target.length; tag++) target[tag] += weights[row] * matrix[row * target.length + tag];
  }
}
