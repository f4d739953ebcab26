import { checkOptions, type OptionRule, withDefaults } from '../options/check-options.ts';
import { unit } from '../vectors/vector-math.ts';
import { chooseExamples } from './choose-examples.ts';
import { cosines } from './cosines.ts';
import { leaveOneOutByMean } from './leave-one-out-mean.ts';
import { leaveOneOutByNeighbors } from './leave-one-out-neighbors.ts';
import { flagsOf, ROWS_PER_STEP } from './precise-tags.ts';
import { SUGGEST_TAGS_DEFAULTS, SUGGEST_TAGS_RULES, type SuggestTagsOptions } from './suggest-tags.ts';
import { TAG_PROFILE_DEFAULTS, TAG_PROFILE_RULES, type TagProfileOptions } from './tag-profile.ts';
import { groupByTag, learnableTracks, type TaggedTrack } from './tagged-track.ts';
import { finish, mapInSteps, type WorkSteps } from './work-steps.ts';

/** Options of {@link evaluateTags}: those of `learnTagProfiles`, and `margin`. */
export type EvaluateTagsOptions = TagProfileOptions & Pick<SuggestTagsOptions, 'margin'>;

/** Suggestions of one tag, when each tagged track is tried without its own tags. */
export interface TagEvaluation {
  tag: string;
  /** Tracks with the tag. */
  samples: number;
  /** Tracks that the tag was suggested for. */
  suggested: number;
  /** Of these, tracks that have it. */
  right: number;
  /** Share of the suggestions that are right, 0..1; absent if there are none. */
  precision?: number;
  /** Share of the tag's tracks that it was suggested for, 0..1. */
  recall: number;
}

/** Result of {@link evaluateTags}. */
export interface TagsEvaluation {
  /** Sorted by tag. */
  tags: TagEvaluation[];
  /** Tagged tracks that were tried: at most 1,000, chosen so that rare tags keep theirs. */
  tracks: number;
  suggested: number;
  right: number;
  /** Share of all suggestions that are right, 0..1; absent if there are none. */
  precision?: number;
  /** Share of all tags of the tracks that were suggested, 0..1. */
  recall: number;
}

/** The time grows with the square of this number. */
const MOST_TRACKS = 1000;

const RULES = { ...TAG_PROFILE_RULES, margin: SUGGEST_TAGS_RULES.margin } satisfies Record<
  keyof EvaluateTagsOptions,
  OptionRule
>;

/**
 * Counts right suggestions by leave-one-out: tags are learned from all tagged tracks but one, and then suggested for
 * that one. A tag that a tagged track lacks counts as wrong for it, although the DJ may only have forgotten it.
 *
 * @throws {OptionError} for an invalid option, or vectors of different lengths.
 */
export function evaluateTags(tracks: readonly TaggedTrack[], options: EvaluateTagsOptions = {}): TagsEvaluation {
  return finish(evaluateTagSteps(tracks, options));
}

/** Counts as {@link evaluateTags} in short steps, for a caller that shows progress or may stop. */
export function* evaluateTagSteps(
  tracks: readonly TaggedTrack[],
  options: EvaluateTagsOptions = {},
): WorkSteps<TagsEvaluation> {
  const { tags, paths } = yield* leaveOneOut(tracks, options);
  const evaluated = tags.map(({ tag, members, suggestedFor }): TagEvaluation => {
    const own = new Set(members);
    const right = suggestedFor.filter((i) => own.has(i)).length;
    return { tag, samples: members.length, ...rates(right, suggestedFor.length, members.length) };
  });
  const sum = (count: 'suggested' | 'right' | 'samples') => evaluated.reduce((total, each) => total + each[count], 0);
  const [suggested, right, samples] = [sum('suggested'), sum('right'), sum('samples')];
  return { tags: evaluated, tracks: paths.length, ...rates(right, suggested, samples) };
}

function rates(right: number, suggested: number, samples: number) {
  const recall = samples > 0 ? right / samples : 0;
  return { suggested, right, ...(suggested > 0 && { precision: right / suggested }), recall };
}

/** Suggestions of one tag, by positions of tracks. */
export interface LeftOutTag {
  tag: string;
  members: readonly number[];
  suggestedFor: readonly number[];
}

/** Suggests tags for each tagged track from all others. Exported for its test. */
export function* leaveOneOut(
  tracks: readonly TaggedTrack[],
  options: EvaluateTagsOptions,
): WorkSteps<{ tags: LeftOutTag[]; paths: string[] }> {
  checkOptions(options, RULES);
  const { minSamples, margin, precision } = withDefaults<EvaluateTagsOptions & { minSamples: number; margin: number }>(
    { ...TAG_PROFILE_DEFAULTS, margin: SUGGEST_TAGS_DEFAULTS.margin },
    options,
  );
  const examples = chooseExamples(learnableTracks(tracks), minSamples, MOST_TRACKS);
  const units = examples.map(({ vector }) => unit(vector));
  const similarities = yield* mapInSteps(units, ROWS_PER_STEP, (one) => cosines(one, units));
  const tags = yield* mapInSteps(groupByTag(examples, minSamples), 1, ({ tag, members }) => {
    const hasTag = flagsOf(members, units.length);
    const suggestedFor =
      precision === undefined
        ? leaveOneOutByMean(similarities, { members, hasTag, minSamples, margin })
        : leaveOneOutByNeighbors(similarities, { members, hasTag, minSamples, wanted: precision - margin });
    return { tag, members, suggestedFor };
  });
  return { tags, paths: examples.map(({ path }) => path) };
}
