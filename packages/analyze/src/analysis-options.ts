import { OptionError } from '@rbassist/core';
import type { CueTemplate } from './cues/cue-template.ts';
import { DEFAULT_CUE_TEMPLATE } from './cues/default-template.ts';
import { KEY_PROFILE_NAMES, type KeyProfileName } from './key/key-profiles.ts';
import { TEMPO_DEFAULTS, type TempoOptions } from './tempo/tempo-options.ts';
import { ANALYSIS_PARTS, type AnalysisPart } from './track-analysis.ts';

/** What is analysed, and how. Plain data, so that it can be handed to a worker. */
export interface AnalysisOptions extends TempoOptions {
  /** @default all of {@link ANALYSIS_PARTS} */
  parts?: readonly AnalysisPart[];
  /** What keys are compared with. @default 'albrecht' */
  keyProfile?: KeyProfileName;
  /** Which cues are set, as `parseCueTemplate` reads it. @default the layout of the Python rbassist */
  cueTemplate?: CueTemplate;
  /** Only the first so many seconds are listened to, but for loudness. @default the whole track */
  durationS?: number;
}

/** Options with nothing left open but what can be known or measured of each track. */
export type AnalysisSettings = Required<Omit<AnalysisOptions, 'barsWindow' | 'knownBpm'>> &
  Pick<AnalysisOptions, 'barsWindow' | 'knownBpm'>;

/** Defaults of {@link AnalysisOptions}. */
export const ANALYSIS_DEFAULTS = {
  ...TEMPO_DEFAULTS,
  parts: ANALYSIS_PARTS,
  keyProfile: 'albrecht',
  cueTemplate: DEFAULT_CUE_TEMPLATE,
  durationS: Number.POSITIVE_INFINITY,
} as const satisfies AnalysisOptions;

const GRID_MODES = ['auto', 'fixed', 'dynamic'] as const;
/** Slower is no pulse, faster no beat. */
const SLOWEST_BPM = 20;
const FASTEST_BPM = 400;

/**
 * Fills in the defaults for what was not given.
 *
 * @throws {OptionError} for a value that cannot be meant.
 */
export function analysisSettings(options: AnalysisOptions = {}): AnalysisSettings {
  const {
    parts = ANALYSIS_DEFAULTS.parts,
    bpmRange = ANALYSIS_DEFAULTS.bpmRange,
    knownBpm,
    gridMode = ANALYSIS_DEFAULTS.gridMode,
    driftPct = ANALYSIS_DEFAULTS.driftPct,
    barsWindow,
    keyProfile = ANALYSIS_DEFAULTS.keyProfile,
    cueTemplate = ANALYSIS_DEFAULTS.cueTemplate,
    durationS = ANALYSIS_DEFAULTS.durationS,
  } = options;
  const unknown = parts.find((part) => !ANALYSIS_PARTS.includes(part));
  if (unknown !== undefined)
    throw new OptionError(`There is no part "${unknown}" of an analysis. Parts: ${ANALYSIS_PARTS.join(', ')}.`);
  const [slowest, fastest] = bpmRange;
  if (!(slowest >= SLOWEST_BPM && fastest > slowest && fastest <= FASTEST_BPM)) {
    throw new OptionError(
      `bpmRange must be two rising tempos from ${SLOWEST_BPM} to ${FASTEST_BPM}, got ${slowest} to ${fastest}.`,
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
  if (!KEY_PROFILE_NAMES.includes(keyProfile))
    throw new OptionError(`There is no key profile "${keyProfile}". Profiles: ${KEY_PROFILE_NAMES.join(', ')}.`);
  if (!(durationS > 0)) throw new OptionError(`durationS must be more than 0 seconds, got ${durationS}.`);
  return { parts, bpmRange, knownBpm, gridMode, driftPct, barsWindow, keyProfile, cueTemplate, durationS };
}
