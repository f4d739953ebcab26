import { checkOptions, type OptionRule, oneOf, optionRules, withDefaults } from '@rbassist/core';

/** Options for finding tempo and beat grid. */
export interface TempoAnalysisOptions {
  /**
   * Expected tempos in BPM. Others are less likely but possible: rbassist never folds a tempo into the range. @default
   * [70, 180]
   */
  bpmRange?: readonly [number, number];
  /** Tempo set by a person, in BPM. The grid follows it if the track has such a pulse. */
  knownBpm?: number;
  /** One tempo for the whole track, several, or whichever fits. @default 'auto' */
  gridMode?: 'auto' | 'fixed' | 'dynamic';
  /** Drift, in percent of a bar, beyond which a dynamic grid starts a new stretch. @default 1.5 */
  driftPct?: number;
  /** Bars over which a local tempo is averaged. @default about eight seconds */
  barsWindow?: number;
}

/** {@link TempoAnalysisOptions} with the defaults filled in. */
export type TempoAnalysisSettings = Required<Omit<TempoAnalysisOptions, 'barsWindow' | 'knownBpm'>> &
  Pick<TempoAnalysisOptions, 'barsWindow' | 'knownBpm'>;

/** Defaults of {@link TempoAnalysisOptions}. */
export const TEMPO_ANALYSIS_DEFAULTS = {
  bpmRange: [70, 180],
  gridMode: 'auto',
  driftPct: 1.5,
} as const satisfies TempoAnalysisOptions;

const GRID_MODES = ['auto', 'fixed', 'dynamic'] as const;
const MIN_BPM = 20;
const MAX_BPM = 400;

const bpmRange: OptionRule = (value) => {
  const [slowest, fastest] = Array.isArray(value) && value.length === 2 ? value : [Number.NaN, Number.NaN];
  const rises = slowest >= MIN_BPM && fastest > slowest && fastest <= MAX_BPM;
  return rises ? undefined : `two rising tempos from ${MIN_BPM} to ${MAX_BPM} BPM`;
};

/** Rules of {@link TempoAnalysisOptions}. */
export const TEMPO_ANALYSIS_RULES = {
  bpmRange,
  knownBpm: optionRules.positiveNumber,
  gridMode: oneOf(GRID_MODES),
  driftPct: optionRules.positiveNumber,
  barsWindow: optionRules.positiveInteger,
} satisfies Record<keyof TempoAnalysisOptions, OptionRule>;

/**
 * Fills in the defaults of options that were not given.
 *
 * @throws {OptionError} for an option that does not exist or is invalid.
 */
export function tempoAnalysisSettings(options: TempoAnalysisOptions = {}): TempoAnalysisSettings {
  checkOptions(options, TEMPO_ANALYSIS_RULES);
  return withDefaults<TempoAnalysisSettings>(TEMPO_ANALYSIS_DEFAULTS, options);
}
