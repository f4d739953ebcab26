import {
  checkOptions,
  numberFrom,
  type OptionRule,
  optionRules,
  wholeFrom,
  withDefaults,
} from '../options/check-options.ts';
import type { TagProfiles, TagScore } from './tag-profile.ts';
import { tagKey } from './tagged-track.ts';

/** Options of {@link suggestTags}. */
export interface SuggestTagsOptions {
  /** Lowers every threshold by this amount. @default 0 */
  margin?: number;
  /** Maximum number of tags; 0 = all. @default 3 */
  top?: number;
  /** Tags that are not suggested, in any case: those that the track has, and those that were rejected. */
  except?: readonly string[];
  /** Path of the track, so that it is not compared with itself. */
  path?: string;
}

/** Defaults of {@link SuggestTagsOptions}. */
export const SUGGEST_TAGS_DEFAULTS = { margin: 0, top: 3, except: [] } as const satisfies SuggestTagsOptions;

/** Rules of {@link SuggestTagsOptions}. */
export const SUGGEST_TAGS_RULES = {
  margin: optionRules.finiteNumber,
  top: wholeFrom(0),
  except: optionRules.textList,
  path: optionRules.text,
} satisfies Record<keyof SuggestTagsOptions, OptionRule>;

/**
 * Returns the tags whose score reaches their threshold, the highest score first.
 *
 * @throws {OptionError} for an invalid option.
 */
export function suggestTags(learned: TagProfiles, vector: Float32Array, options: SuggestTagsOptions = {}): TagScore[] {
  checkOptions(options, SUGGEST_TAGS_RULES);
  const { margin, top, except, path } = withDefaults<SuggestTagsOptions & Required<Omit<SuggestTagsOptions, 'path'>>>(
    SUGGEST_TAGS_DEFAULTS,
    options,
  );
  const known = new Set(except.map(tagKey));
  const fitting = learned
    .scores(vector, path)
    .filter(({ tag, score, threshold }) => score >= threshold - margin && !known.has(tagKey(tag)));
  fitting.sort((a, b) => b.score - a.score || (a.tag < b.tag ? -1 : 1));
  return top === 0 ? fitting : fitting.slice(0, top);
}

/**
 * Returns those of a track's own tags whose score is more than `pruneMargin` below the threshold, in the track's
 * spelling.
 *
 * @throws {OptionError} if `pruneMargin` is negative or no number.
 */
export function doubtfulTags(
  learned: TagProfiles,
  vector: Float32Array,
  { tags, pruneMargin, path }: { tags: readonly string[]; pruneMargin: number; path?: string },
): TagScore[] {
  checkOptions({ pruneMargin }, { pruneMargin: numberFrom(0) });
  const scores = new Map(learned.scores(vector, path).map((each) => [tagKey(each.tag), each]));
  return tags.flatMap((tag) => {
    const found = scores.get(tagKey(tag));
    return found && found.score < found.threshold - pruneMargin ? [{ ...found, tag }] : [];
  });
}
