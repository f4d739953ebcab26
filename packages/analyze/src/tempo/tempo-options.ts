import { checkOptions, type OptionRule, oneOf, optionRules, withDefaults } from '@rbassist/core';
import type { TempoPrior } from './tempo-prior.ts';

/** Modes of a beat grid: one tempo, several, or the one that fits better. */
export const GRID_MODES = ['auto', 'fixed', 'dynamic'] as const;

/** Options for finding tempo and beat grid. */
export interface TempoAnalysisOptions {
  /**
   * Expected tempos in BPM. Others are less likely but possible: rbassist never folds a tempo into the range.
   * @default [70, 180]
   */
  bpmRange?: readonly [number, number];
  /** Usual tempos of the track's style, such as `feltTempos` returns them. They decide between similar candidates. */
  tempoPrior?: TempoPrior;
  /** Tempo set by a person, in BPM. The grid follows it if the track has a matching pulse. */
  knownBpm?: number;
  /** One tempo for the whole track, several, or the one that fits better. @default 'auto' */
  gridMode?: (typeof GRID_MODES)[number];
  /** Maximum drift before a dynamic grid starts a new stretch, in percent of a bar. @default 1.5 */
  driftPct?: number;
  /** Bars over which a local tempo is averaged. @default about eight seconds */
  barsWindow?: number;
}

export type TempoAnalysisSettings = Required<Omit<TempoAnalysisOptions, 'barsWindow' | 'knownBpm'>> &
  Pick<TempoAnalysisOptions, 'barsWindow' | 'knownBpm'>;

export const TEMPO_ANALYSIS_DEFAULTS = {
  bpmRange: [70, 180],
  tempoPrior: [],
  gridMode: 'auto',
  driftPct: 1.5,
} as const satisfies TempoAnalysisOptions;

const MIN_BPM = 20;
const MAX_BPM = 400;

const bpmRange: OptionRule = (value) => {
  const [slowest, fastest] = Array.isArray(value) && value.length === 2 ? value : [Number.NaN, Number.NaN];
  const rises = slowest >= MIN_BPM && fastest > slowest && fastest <= MAX_BPM;
  return rises ? undefined : `two rising tempos from ${MIN_BPM} to ${MAX_BPM} BPM`;
};

const tempoPrior: OptionRule = (value) =>
  Array.isArray(value) && value.every(isUsualTempo) ? undefined : 'a list of { bpm, octaves, weight? }, each above 0';

function isUsualTempo(value: unknown): boolean {
  const { bpm, octaves, weight = 1 } = (value ?? {}) as Record<string, unknown>;
  return [bpm, octaves, weight].every((number) => typeof number === 'number' && number > 0);
}

export const TEMPO_ANALYSIS_RULES = {
  bpmRange,
  tempoPrior,
  knownBpm: optionRules.positiveNumber,
  gridMode: oneOf(GRID_MODES),
  driftPct: optionRules.positiveNumber,
  barsWindow: optionRules.positiveInteger,
} satisfies Record<keyof TempoAnalysisOptions, OptionRule>;

/** Fills in the defaults. Throws {@link OptionError} for an unknown or invalid option. */
export function tempoAnalysisSettings(options: TempoAnalysisOptions = {}): TempoAnalysisSettings {
  checkOptions(options, TEMPO_ANALYSIS_RULES);
  return withDefaults<TempoAnalysisSettings>(TEMPO_ANALYSIS_DEFAULTS, options);
}
