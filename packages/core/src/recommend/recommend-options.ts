import { OptionError } from '../errors.ts';
import { checkOptions, type OptionRule, optionRules, withDefaults } from '../options/check-options.ts';
import { FILTER_DEFAULTS, FILTER_RULES, type FilterOptions, type FilterSettings, timeSpan } from './filter-options.ts';
import type { RankingWeights } from './ranking-weights.ts';

/** Options of `recommend`. */
export interface RecommendOptions extends FilterOptions {
  /** Number of tracks. @default 25 */
  top?: number;
  weights?: RankingWeights;
}

/** Defaults of {@link RecommendOptions}. */
export const RECOMMEND_DEFAULTS = {
  ...FILTER_DEFAULTS,
  top: 25,
  weights: { ann: 0, samples: 0, bass: 0, rhythm: 0 },
} as const satisfies { [Name in keyof Required<RecommendOptions>]: RecommendOptions[Name] };

/** Options of `recommend` with every default filled in. */
export interface RecommendSettings extends FilterSettings {
  top: number;
  weights: Required<RankingWeights>;
}

const WEIGHT_RULES = {
  ann: optionRules.finiteNumber,
  samples: optionRules.finiteNumber,
  bass: optionRules.finiteNumber,
  rhythm: optionRules.finiteNumber,
} satisfies Record<keyof RankingWeights, OptionRule>;
const RULES = {
  ...FILTER_RULES,
  top: optionRules.positiveInteger,
  weights: optionRules.options,
} satisfies Record<keyof RecommendOptions, OptionRule>;

/**
 * Fills in the defaults of options that were not given.
 *
 * @throws {OptionError} for an option that does not exist or is invalid, and for a range without any value.
 */
export function recommendSettings(options: RecommendOptions): RecommendSettings {
  checkOptions(options, RULES);
  checkOptions(options.weights ?? {}, WEIGHT_RULES, 'weights.');
  const { weights = {}, ...rest } = options;
  const settings = {
    ...withDefaults<RecommendSettings>(RECOMMEND_DEFAULTS, rest),
    weights: withDefaults<RecommendSettings['weights']>(RECOMMEND_DEFAULTS.weights, weights),
  };
  requireRanges(settings);
  return settings;
}

/** Throws {@link OptionError} if no track can be within the limits. */
function requireRanges({ minDurationS, maxDurationS, addedSince, addedUntil }: FilterSettings): void {
  if (maxDurationS !== undefined && maxDurationS < minDurationS) {
    throw new OptionError(`maxDurationS (${maxDurationS}) is smaller than minDurationS (${minDurationS}).`, {
      option: 'maxDurationS',
    });
  }
  const [since, until] = [addedSince, addedUntil].map((text) => (text === undefined ? undefined : timeSpan(text)));
  if (since && until && until.to < since.from) {
    throw new OptionError(`addedUntil (${addedUntil}) is before addedSince (${addedSince}).`, { option: 'addedUntil' });
  }
}
