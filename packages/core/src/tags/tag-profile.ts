import { checkOptions, numberFrom, type OptionRule, optionRules, withDefaults } from '../options/check-options.ts';
import { dot, meanVector, unit } from '../vectors/vector-math.ts';
import { learnPreciseTags } from './precise-tags.ts';
import { spread } from './spread.ts';
import { groupByTag, hasDirection, learnableTracks, type TaggedTrack } from './tagged-track.ts';
import { finish, mapInSteps, type WorkSteps } from './work-steps.ts';

/** A tag as learned from its tracks. */
export interface TagProfile {
  /** The tag, in its most frequent spelling. */
  tag: string;
  /** Number of tracks that it was learned from. */
  samples: number;
  /** Score from which the tag is suggested. */
  threshold: number;
  /** Mean cosine of its tracks to the unit mean of their vectors. */
  meanSimilarity: number;
  /** False if no score reaches the threshold, because the tag has too few tracks or they sound too different. */
  canSuggest: boolean;
}

/** Score of a track for a tag, and the tag's threshold. */
export interface TagScore {
  tag: string;
  score: number;
  threshold: number;
}

/** Learned tags. Made by {@link learnTagProfiles}. */
export interface TagProfiles {
  /** Sorted by tag. */
  readonly profiles: readonly TagProfile[];
  /**
   * Returns the scores of a vector for every tag, in the order of `profiles`; none for a vector without direction.
   *
   * With a `precision`, it leaves out tags that all tagged tracks have. It then does not compare a track with itself,
   * which `path` names.
   */
  scores(vector: Float32Array, path?: string): TagScore[];
}

/** Options of {@link learnTagProfiles}. */
export interface TagProfileOptions {
  /** Number of tracks that a tag needs. @default 3 */
  minSamples?: number;
  /**
   * Share of suggestions that must be right, 0..1, when each tagged track is tried without its own tags. Scores are
   * then estimates of this share. Without it, scores are cosines, with the thresholds of the Python rbassist.
   */
  precision?: number;
}

/** Defaults of {@link TagProfileOptions}. */
export const TAG_PROFILE_DEFAULTS = { minSamples: 3 } as const satisfies TagProfileOptions;

/** Rules of {@link TagProfileOptions}. */
export const TAG_PROFILE_RULES = {
  minSamples: optionRules.positiveInteger,
  precision: numberFrom(0, 1),
} satisfies Record<keyof TagProfileOptions, OptionRule>;

/**
 * Learns how the tracks of each tag sound. The result does not depend on the order of the tracks.
 *
 * The default is the rule of the Python rbassist. A score is the cosine to the unit mean of a tag's unit vectors. The
 * threshold is the mean of its own tracks' scores minus their population standard deviation. With `precision`, a score
 * is the estimated share of right suggestions, from the nearest tracks with and without the tag. It is learned from at
 * most 2,000 tracks, chosen so that rare tags keep theirs.
 *
 * @throws {OptionError} for an invalid option, or vectors of different lengths.
 */
export function learnTagProfiles(tracks: readonly TaggedTrack[], options: TagProfileOptions = {}): TagProfiles {
  return finish(tagProfileSteps(tracks, options));
}

/** Learns tags as {@link learnTagProfiles} in short steps, for a caller that shows progress or may stop. */
export function* tagProfileSteps(
  tracks: readonly TaggedTrack[],
  options: TagProfileOptions = {},
): WorkSteps<TagProfiles> {
  checkOptions(options, TAG_PROFILE_RULES);
  const { minSamples, precision } = withDefaults<TagProfileOptions & { minSamples: number }>(
    TAG_PROFILE_DEFAULTS,
    options,
  );
  const learnable = learnableTracks(tracks);
  if (precision !== undefined) return yield* learnPreciseTags(learnable, { minSamples, precision });
  const units = learnable.map(({ vector }) => unit(vector));
  const learned = yield* mapInSteps(groupByTag(learnable, minSamples), 1, ({ tag, members }) => {
    const centroid = unit(meanVector(members.map((i) => units[i])));
    const { mean, deviation } = spread(members.map((i) => dot(units[i], centroid)));
    const profile = {
      tag,
      samples: members.length,
      threshold: mean - deviation,
      meanSimilarity: mean,
      canSuggest: true,
    };
    return { profile, centroid };
  });
  return {
    profiles: learned.map(({ profile }) => profile),
    scores(vector) {
      if (!hasDirection(vector)) return [];
      const direction = unit(vector);
      return learned.map(({ profile: { tag, threshold }, centroid }) => ({
        tag,
        score: dot(direction, centroid),
        threshold,
      }));
    },
  };
}
