import { OptionError } from '../errors.ts';
import {
  checkOptions,
  numberFrom,
  type OptionRule,
  oneOf,
  optionRules,
  withDefaults,
} from '../options/check-options.ts';
import { FILTER_DEFAULTS, FILTER_RULES, type FilterOptions, type FilterSettings, timeSpan } from './filter-options.ts';
import type { ScoreWeights } from './score-parts.ts';
import { NO_WEIGHTS, scoreWeights, weightRule } from './score-weights.ts';
import { SEED_BLENDS, type SeedBlend } from './seed-blend.ts';

/** Options of `recommend`. */
export interface RecommendOptions extends FilterOptions {
  /** Number of tracks. @default 25 */
  top?: number;
  /** Weights of the score parts, 0 or more. If all are 0, the distance alone decides. @default all 0 */
  weights?: Partial<ScoreWeights>;
  /** Weight of the fit to the words of a search, 0 or more; see `weights`. Needs `fits`. @default 0 */
  fitWeight?: number;
  /** Difference between the results, 0..1: see `diversify`. @default 0 */
  diversity?: number;
  /** Way to search with several seeds. @default 'mean' */
  blend?: SeedBlend;
  /** Tracks that the results should not sound like, by path. They are never recommended. */
  unlike?: readonly string[];
  /** Compares bass lines and rhythms also if they have no weight, about 1 ms per track. @default false */
  explain?: boolean;
}

/** Defaults of {@link RecommendOptions}. */
export const RECOMMEND_DEFAULTS = {
  ...FILTER_DEFAULTS,
  top: 25,
  weights: NO_WEIGHTS,
  fitWeight: 0,
  diversity: 0,
  blend: 'mean',
  unlike: [],
  explain: false,
} as const satisfies { [Name in keyof Required<RecommendOptions>]: RecommendOptions[Name] };

/** Options of `recommend` with every default filled in. */
export interface RecommendSettings extends FilterSettings {
  top: number;
  weights: Readonly<ScoreWeights>;
  fitWeight: number;
  diversity: number;
  blend: SeedBlend;
  unlike: readonly string[];
  explain: boolean;
}

const RULES = {
  ...FILTER_RULES,
  top: optionRules.positiveInteger,
  weights: optionRules.options,
  fitWeight: weightRule,
  diversity: numberFrom(0, 1),
  blend: oneOf(SEED_BLENDS),
  unlike: optionRules.textList,
  explain: optionRules.flag,
} satisfies Record<keyof RecommendOptions, OptionRule>;

/**
 * Fills in the defaults of options that were not given.
 *
 * @throws {OptionError} for an option that does not exist or is invalid, and for a range without any value.
 */
export function recommendSettings(options: RecommendOptions): RecommendSettings {
  checkOptions(options, RULES);
  const { weights = {}, ...rest } = options;
  const settings = {
    ...withDefaults<RecommendSettings>(RECOMMEND_DEFAULTS, rest),
    weights: scoreWeights(weights),
  };
  requireRanges(settings);
  return settings;
}

/** Throws {@link OptionError} if no track can be within the limits. */
export function requireRanges({ minDurationS, maxDurationS, addedSince, addedUntil }: FilterSettings): void {
  if (maxDurationS !== undefined && maxDurationS < minDurationS) {
    throw new OptionError(
      `maxDurationS (${maxDurationS}) must not be less than the smallest length, ${minDurationS}.`,
      {
        option: 'maxDurationS',
      },
    );
  }
  const [since, until] = [addedSince, addedUntil].map((text) => (text === undefined ? undefined : timeSpan(text)));
  if (since && until && until.to < since.from) {
    throw new OptionError(`addedUntil (${addedUntil}) must not be before the first day, ${addedSince}.`, {
      option: 'addedUntil',
    });
  }
}
