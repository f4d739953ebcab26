import {
  checkOptions,
  numberFrom,
  type OptionRule,
  oneOf,
  optionRules,
  withDefaults,
} from '../options/check-options.ts';
import { FILTER_DEFAULTS, FILTER_RULES, type FilterOptions, type FilterSettings } from '../recommend/filter-options.ts';
import { PRESET_NAMES, type PresetName } from '../recommend/presets.ts';
import { requireRanges } from '../recommend/recommend-options.ts';
import { CRATE_MODES, CRATE_PRESETS, type CrateMode, type CrateWeights, crateWeights } from './crate-weights.ts';

/** Sources of candidates: near the middle of the crate, near many of its members, or both. */
export const CRATE_STRATEGIES = ['blend', 'centroid', 'coverage'] as const;

/** One of {@link CRATE_STRATEGIES}. */
export type CrateStrategy = (typeof CRATE_STRATEGIES)[number];

/** Values of keys in a crate's score: by Camelot relation, or by steps on the circle of fifths. */
export const CRATE_KEY_SCORES = ['camelot', 'harmonic'] as const;

/** Options of {@link expandCrate}. A missing value of a preset comes from `preset`. */
export interface CrateOptions extends Omit<FilterOptions, 'camelotNeighbors'> {
  /** Number of tracks to add. @default 25 */
  add?: number;
  /** @default 'balanced' */
  preset?: PresetName;
  weights?: Partial<CrateWeights>;
  /** Penalty of a track that sounds like one that was added before, 0..1. */
  diversity?: number;
  /** @default 'blend' */
  strategy?: CrateStrategy;
  /** Number of candidates to score; more if you add many. @default 250 */
  candidatePool?: number;
  /** Use of keys. */
  keyMode?: CrateMode;
  /** Use of tempos. Only `filter` removes tracks whose tempo differs by more than `tempoPct`. @default 'soft' */
  tempoMode?: CrateMode;
  /** @default 'camelot' */
  keyScore?: (typeof CRATE_KEY_SCORES)[number];
}

/** Defaults of {@link CrateOptions}, without those of the preset. */
export const CRATE_DEFAULTS: Readonly<
  Required<Pick<CrateOptions, 'add' | 'preset' | 'strategy' | 'candidatePool' | 'tempoMode' | 'keyScore'>>
> = {
  add: 25,
  preset: 'balanced',
  strategy: 'blend',
  candidatePool: 250,
  tempoMode: 'soft',
  keyScore: 'camelot',
};

/** Options of {@link expandCrate} with every default filled in. */
export interface CrateSettings {
  add: number;
  weights: CrateWeights;
  diversity: number;
  strategy: CrateStrategy;
  candidatePool: number;
  keyScore: (typeof CRATE_KEY_SCORES)[number];
  tempoPct: number;
  allowDoubletime: boolean;
  /** True if tempos that differ by more than `tempoPct` are left out. */
  tempoFilters: boolean;
  filters: FilterSettings;
}

/** Fewest candidates that make a choice. */
const SMALLEST_POOL = 25;
/** Tempo difference in percent that every track is within. */
const ANY_TEMPO_PCT = 1e6;

const { camelotNeighbors: _, ...filterRules } = FILTER_RULES;
const RULES = {
  ...filterRules,
  add: optionRules.positiveInteger,
  preset: oneOf(PRESET_NAMES),
  weights: optionRules.options,
  diversity: numberFrom(0, 1),
  strategy: oneOf(CRATE_STRATEGIES),
  candidatePool: (value) => optionRules.positiveInteger(value) ?? numberFrom(SMALLEST_POOL)(value),
  keyMode: oneOf(CRATE_MODES),
  tempoMode: oneOf(CRATE_MODES),
  keyScore: oneOf(CRATE_KEY_SCORES),
} satisfies Record<keyof CrateOptions, OptionRule>;

/**
 * Fills in the defaults of options that were not given.
 *
 * @throws {OptionError} for an option that does not exist or is invalid.
 */
export function crateSettings(options: CrateOptions): CrateSettings {
  checkOptions(options, RULES);
  const given = withDefaults<CrateOptions & typeof CRATE_DEFAULTS>(CRATE_DEFAULTS, options);
  const { add, preset, weights = {}, strategy, candidatePool, keyScore, tempoMode, ...rest } = given;
  const from = CRATE_PRESETS[preset];
  const { diversity = from.diversity, keyMode = from.keyMode, tempoPct = from.tempoPct, ...filters } = rest;
  const allowDoubletime = filters.allowDoubletime ?? FILTER_DEFAULTS.allowDoubletime;
  const off: Partial<CrateWeights> = {
    ...(keyMode === 'off' && { keyMatch: 0 }),
    ...(tempoMode === 'off' && { bpmMatch: 0 }),
  };
  const settings: FilterSettings = {
    ...withDefaults<FilterSettings>(FILTER_DEFAULTS, filters),
    camelotNeighbors: keyMode === 'filter',
    tempoPct: tempoMode === 'filter' ? tempoPct : ANY_TEMPO_PCT,
  };
  requireRanges(settings);
  return {
    add,
    weights: { ...crateWeights(weights, from.weights), ...off },
    diversity,
    strategy,
    candidatePool,
    keyScore,
    tempoPct,
    allowDoubletime,
    tempoFilters: tempoMode === 'filter',
    filters: settings,
  };
}
