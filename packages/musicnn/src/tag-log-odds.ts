import { dot, type EmbeddingSpace, norm } from '@rbassist/core';
import { MUSIC_TAGS } from './music-tags.ts';
import { DIMENSIONS } from './musicnn-model.ts';
import { learnedPartOf, tagWeights } from './tag-scores.ts';
import { USUAL_LENGTH } from './usual-tags.ts';

interface TagRow {
  weights: Float32Array;
  offset: number;
}

const ALL: readonly number[] = MUSIC_TAGS.map((_, tag) => tag);
const rows: (TagRow | undefined)[] = [];

/**
 * Returns the log-odds of tags from the direction of a track's vector, as an index keeps it. Compare them only with
 * those of other tracks, since every vector counts with the usual length. Undefined for a space without the model, and
 * NaN for a vector without a direction.
 *
 * @param vector Vector of any length.
 * @param tags Positions in `MUSIC_TAGS`. @default all
 * @throws {OptionError} if the number of elements doesn't match the space.
 */
export function tagLogOdds(
  vector: Float32Array,
  space: EmbeddingSpace,
  tags: readonly number[] = ALL,
): Float32Array | undefined {
  const learned = learnedPartOf(vector, space);
  if (learned === undefined) return undefined;
  const scale = USUAL_LENGTH / norm(learned);
  const logOdds = new Float32Array(tags.length);
  // a library has 75,000 tracks
  for (let i = 0; i < tags.length; i++) {
    const { weights, offset } = rowOf(tags[i]);
    logOdds[i] = offset + scale * dot(learned, weights);
  }
  return logOdds;
}

function rowOf(tag: number): TagRow {
  rows[tag] ??= readRow(tag);
  return rows[tag];
}

function readRow(tag: number): TagRow {
  const weights = tagWeights(tag);
  return { weights: weights.subarray(0, DIMENSIONS), offset: weights[DIMENSIONS] };
}
