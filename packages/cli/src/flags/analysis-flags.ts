import { OptionError } from '@rbassist/core';
import { ANALYSIS_DEFAULTS, KEY_PROFILE_NAMES } from '@rbassist/library';
import { quoteWord } from '../arguments/usage-error.ts';

/** The range of expected tempos. */
export const BPM_RANGE_FLAG = {
  'bpm-range': {
    type: 'string',
    valueName: 'low-high',
    defaultText: ANALYSIS_DEFAULTS.bpmRange.join('-'),
    describe: 'Expected tempos in BPM; rbassist can still find others',
  },
} as const;

/** The profile that keys are compared with. */
export const KEY_PROFILE_FLAG = {
  'key-profile': {
    choices: KEY_PROFILE_NAMES,
    valueName: 'profile',
    defaultText: ANALYSIS_DEFAULTS.keyProfile,
    describe: 'Set of note weights for the key detection',
  },
} as const;

/** Seconds to analyse. */
export const DURATION = {
  type: 'number',
  default: 0,
  option: 'durationS',
  describe: 'Seconds to analyse from the start of each track (0 = all)',
} as const;

const RANGE = /^(\d+(?:\.\d+)?)\s*[-–]\s*(\d+(?:\.\d+)?)$/;

/** Parses a range such as "70-180". @throws {OptionError} if the text is not two numbers. */
export function parseBpmRange(text: string | undefined): [number, number] | undefined {
  if (text === undefined) return undefined;
  const [, slowest, fastest] = RANGE.exec(text.trim()) ?? [];
  if (slowest === undefined)
    throw new OptionError(`--bpm-range must be two tempos such as 70-180, not ${quoteWord(text)}.`);
  return [Number(slowest), Number(fastest)];
}

/** Returns the seconds to analyse, or undefined for the whole track. */
export function parseDuration(flag: string, seconds: number | undefined): number | undefined {
  if (seconds !== undefined && !(seconds >= 0))
    throw new OptionError(`${flag} must be a number of seconds, or 0 for the whole track, not ${seconds}.`);
  return seconds || undefined;
}
