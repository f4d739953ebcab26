import {
  CUE_FORMS,
  type CueForm,
  checkOptions,
  type OptionRule,
  oneOf,
  optionRules,
  withDefaults,
} from '@rbassist/core';
import type { CueTemplate } from '../cues/cue-template.ts';
import { DEFAULT_CUE_TEMPLATE } from '../cues/default-template.ts';
import { checkKeyProfile, DEFAULT_KEY_PROFILE, type KeyProfileName } from '../key/key-profiles.ts';
import {
  TEMPO_ANALYSIS_DEFAULTS,
  TEMPO_ANALYSIS_RULES,
  type TempoAnalysisOptions,
  type TempoAnalysisSettings,
} from '../tempo/tempo-options.ts';
import { ANALYSIS_PARTS, type AnalysisPart } from './track-analysis.ts';

/** Options of an analysis. Plain data, so that a worker can receive them. */
export interface AnalysisOptions extends TempoAnalysisOptions {
  /** Parts to compute. @default all of {@link ANALYSIS_PARTS} */
  parts?: readonly AnalysisPart[];
  /** Profile to compare the notes with. @default 'learned' */
  keyProfile?: KeyProfileName;
  /** Cues to place, as `parseCueTemplate` returns them. @default the template of the Python rbassist */
  cueTemplate?: CueTemplate;
  /** Form of the stored cues. @default 'pads', or the form of most cues in a library */
  cueForm?: CueForm;
  /** Seconds to analyse from the start. Loudness always covers the whole track. @default the whole track */
  durationS?: number;
}

export type AnalysisSettings = TempoAnalysisSettings & Required<Omit<AnalysisOptions, keyof TempoAnalysisOptions>>;

/** Defaults of {@link AnalysisOptions}. */
export const ANALYSIS_DEFAULTS = {
  ...TEMPO_ANALYSIS_DEFAULTS,
  parts: ANALYSIS_PARTS,
  keyProfile: DEFAULT_KEY_PROFILE,
  cueTemplate: DEFAULT_CUE_TEMPLATE,
  cueForm: CUE_FORMS[0],
  durationS: Number.POSITIVE_INFINITY,
} as const satisfies AnalysisOptions;

const parts: OptionRule = (value) => {
  const wanted = `a list of ${ANALYSIS_PARTS.join(', ')}`;
  if (!Array.isArray(value)) return wanted;
  const unknown = value.find((part) => !ANALYSIS_PARTS.includes(part));
  return unknown === undefined ? undefined : `${wanted}; "${unknown}" is none of them`;
};

export const ANALYSIS_RULES = {
  ...TEMPO_ANALYSIS_RULES,
  parts,
  keyProfile: optionRules.text,
  cueTemplate: optionRules.options,
  cueForm: oneOf(CUE_FORMS),
  durationS: (value) => (Number(value) > 0 ? undefined : 'more than 0 seconds'),
} satisfies Record<keyof AnalysisOptions, OptionRule>;

/**
 * Checks options and fills in the defaults.
 *
 * @throws {OptionError} for an unknown or invalid option.
 */
export function analysisSettings(options: AnalysisOptions = {}): AnalysisSettings {
  checkOptions(options, ANALYSIS_RULES);
  const settings = withDefaults<AnalysisSettings>(ANALYSIS_DEFAULTS, options);
  checkKeyProfile(settings.keyProfile);
  return settings;
}
