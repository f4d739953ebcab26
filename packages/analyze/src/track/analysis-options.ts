import { OptionError } from '@rbassist/core';
import type { CueTemplate } from '../cues/cue-template.ts';
import { DEFAULT_CUE_TEMPLATE } from '../cues/default-template.ts';
import { DEFAULT_KEY_PROFILE, findKeyProfile, type KeyProfileName } from '../key/key-profiles.ts';
import {
  TEMPO_ANALYSIS_DEFAULTS,
  type TempoAnalysisOptions,
  type TempoAnalysisSettings,
  tempoAnalysisSettings,
} from '../tempo/tempo-options.ts';
import { ANALYSIS_PARTS, type AnalysisPart } from './track-analysis.ts';

/** Options of an analysis. Plain data, so that a worker can receive them. */
export interface AnalysisOptions extends TempoAnalysisOptions {
  /** Parts to compute. @default all of {@link ANALYSIS_PARTS} */
  parts?: readonly AnalysisPart[];
  /** Profile that the notes are compared with. @default 'albrecht' */
  keyProfile?: KeyProfileName;
  /** Layout of the cues, as `parseCueTemplate` returns it. @default the layout of the Python rbassist */
  cueTemplate?: CueTemplate;
  /** Seconds to analyse from the start; loudness always covers the whole track. @default the whole track */
  durationS?: number;
}

/** {@link AnalysisOptions} with the defaults filled in. */
export type AnalysisSettings = TempoAnalysisSettings & Required<Omit<AnalysisOptions, keyof TempoAnalysisOptions>>;

/** Defaults of {@link AnalysisOptions}. */
export const ANALYSIS_DEFAULTS = {
  ...TEMPO_ANALYSIS_DEFAULTS,
  parts: ANALYSIS_PARTS,
  keyProfile: DEFAULT_KEY_PROFILE,
  cueTemplate: DEFAULT_CUE_TEMPLATE,
  durationS: Number.POSITIVE_INFINITY,
} as const satisfies AnalysisOptions;

/**
 * Checks options and fills in the defaults.
 *
 * @throws {OptionError} for an invalid value.
 */
export function analysisSettings(options: AnalysisOptions = {}): AnalysisSettings {
  const {
    parts = ANALYSIS_DEFAULTS.parts,
    keyProfile = ANALYSIS_DEFAULTS.keyProfile,
    cueTemplate = ANALYSIS_DEFAULTS.cueTemplate,
    durationS = ANALYSIS_DEFAULTS.durationS,
  } = options;
  const unknown = parts.find((part) => !ANALYSIS_PARTS.includes(part));
  if (unknown !== undefined)
    throw new OptionError(`Unknown analysis part "${unknown}". Choose from ${ANALYSIS_PARTS.join(', ')}.`);
  const tempo = tempoAnalysisSettings(options);
  findKeyProfile(keyProfile);
  if (!(durationS > 0)) throw new OptionError(`durationS must be more than 0 seconds, got ${durationS}.`);
  return { ...tempo, parts, keyProfile, cueTemplate, durationS };
}
