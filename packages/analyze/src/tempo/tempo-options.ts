import { OptionError } from '@rbassist/core';

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

/**
 * Checks options and fills in the defaults.
 *
 * @throws {OptionError} for an invalid value.
 */
export function tempoAnalysisSettings(options: TempoAnalysisOptions = {}): TempoAnalysisSettings {
  const {
    bpmRange = TEMPO_ANALYSIS_DEFAULTS.bpmRange,
    knownBpm,
    gridMode = TEMPO_ANALYSIS_DEFAULTS.gridMode,
    driftPct = TEMPO_ANALYSIS_DEFAULTS.driftPct,
    barsWindow,
  } = options;
  const [slowest, fastest] = bpmRange;
  if (!(slowest >= MIN_BPM && fastest > slowest && fastest <= MAX_BPM)) {
    throw new OptionError(
      `bpmRange must be two rising tempos from ${MIN_BPM} to ${MAX_BPM} BPM, got ${slowest} to ${fastest}.`,
    );
  }
  if (knownBpm !== undefined && !(knownBpm > 0 && Number.isFinite(knownBpm)))
    throw new OptionError(`knownBpm must be a tempo in beats per minute, got ${knownBpm}.`);
  if (!GRID_MODES.includes(gridMode))
    throw new OptionError(`gridMode must be one of ${GRID_MODES.join(', ')}, got "${gridMode}".`);
  if (!(driftPct > 0 && Number.isFinite(driftPct)))
    throw new OptionError(`driftPct must be more than 0 percent, got ${driftPct}.`);
  if (barsWindow !== undefined && !(Number.isInteger(barsWindow) && barsWindow > 0))
    throw new OptionError(`barsWindow must be a positive whole number of bars, got ${barsWindow}.`);
  return { bpmRange, knownBpm, gridMode, driftPct, barsWindow };
}
