import { type EmbeddingSpace, norm } from '@rbassist/core';
import { learnedPartOf, logOddsOf } from './tag-scores.ts';
import { USUAL_LENGTH } from './usual-tags.ts';

/**
 * Returns the log-odds of each tag of `MUSIC_TAGS` from the direction of a track's vector, as an index keeps it. Compare
 * them only with those of other tracks, since the vector counts with its usual length. Undefined for a space without the
 * model, and NaN for a vector without a direction.
 *
 * @param vector Vector of any length.
 * @throws {OptionError} if the number of elements doesn't match the space.
 */
export function tagLogOdds(vector: Float32Array, space: EmbeddingSpace): Float32Array | undefined {
  const learned = learnedPartOf(vector, space);
  if (learned === undefined) return undefined;
  const length = norm(learned);
  // 0 / 0 marks a vector without a direction
  return logOddsOf(learned.map((value) => (value * USUAL_LENGTH) / length));
}
