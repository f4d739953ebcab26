import { DEFAULT_WORKERS } from '@rbassist/analyze';
import { checkOptions, numberFrom, type OptionRule, optionRules, withDefaults } from '@rbassist/core';

/** Options of `Library.normalize`. */
export interface NormalizeOptions {
  /** Ends the run early: tracks in progress are finished, everything is saved, and the summary says `interrupted`. */
  signal?: AbortSignal;
  /** Loudness that players bring every track to, LUFS. @default -11 */
  targetLufs?: number;
  /** Tracks measured and tagged at once. @default one per core less one */
  workers?: number;
  /** Change neither files nor the library; only report. @default false */
  dryRun?: boolean;
  /** Measure every track, also if its loudness is stored. @default false */
  force?: boolean;
  /** Wait for the disk after this many tracks, and at the end. @default 50 */
  saveEvery?: number;
  /** Give up on a track after this many seconds. @default 600 */
  timeLimitS?: number;
}

/** Defaults of {@link NormalizeOptions}. */
export const NORMALIZE_DEFAULTS = {
  targetLufs: -11,
  workers: DEFAULT_WORKERS,
  dryRun: false,
  force: false,
  saveEvery: 50,
  timeLimitS: 600,
} as const satisfies Required<Omit<NormalizeOptions, 'signal'>>;

/** {@link NormalizeOptions} with every default filled in. */
export type NormalizeSettings = Required<Omit<NormalizeOptions, 'signal'>> & Pick<NormalizeOptions, 'signal'>;

/** Softer music counts as silence. */
const SOFTEST_LUFS = -70;

const RULES = {
  signal: optionRules.signal,
  targetLufs: numberFrom(SOFTEST_LUFS, 0),
  workers: optionRules.positiveInteger,
  dryRun: optionRules.flag,
  force: optionRules.flag,
  saveEvery: optionRules.positiveInteger,
  timeLimitS: optionRules.positiveNumber,
} satisfies Record<keyof NormalizeOptions, OptionRule>;

/**
 * Fills in the defaults of options that were not given.
 *
 * @throws {OptionError} for an option that does not exist or is invalid.
 */
export function normalizeSettings(options: NormalizeOptions): NormalizeSettings {
  checkOptions(options, RULES);
  return withDefaults<NormalizeSettings>(NORMALIZE_DEFAULTS, options);
}
