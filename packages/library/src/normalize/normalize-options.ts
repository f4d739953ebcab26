import { DEFAULT_WORKERS } from '@rbassist/analyze';
import { checkOptions, numberFrom, type OptionRule, optionRules, withDefaults } from '@rbassist/core';

/** Options of `Library.normalize`. */
export interface NormalizeOptions {
  /** Aborts the run: it finishes tracks in progress, saves, and returns a summary with `interrupted`. */
  signal?: AbortSignal;
  /** Target loudness in LUFS, -70..0. @default -11 */
  targetLufs?: number;
  /** Number of worker threads. @default number of cores - 1 */
  workers?: number;
  /** Change nothing; only report. @default false */
  dryRun?: boolean;
  /** Measure tracks again even if their loudness is stored. @default false */
  force?: boolean;
  /** Retry tracks that failed before and have not changed. @default false */
  retryFailed?: boolean;
  /** Number of tracks after which to wait for the disk. @default 50 */
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
  retryFailed: false,
  saveEvery: 50,
  timeLimitS: 600,
} as const satisfies Required<Omit<NormalizeOptions, 'signal'>>;

export type NormalizeSettings = Required<Omit<NormalizeOptions, 'signal'>> & Pick<NormalizeOptions, 'signal'>;

const SILENCE_LUFS = -70;

const RULES = {
  signal: optionRules.signal,
  targetLufs: numberFrom(SILENCE_LUFS, 0),
  workers: optionRules.positiveInteger,
  dryRun: optionRules.flag,
  force: optionRules.flag,
  retryFailed: optionRules.flag,
  saveEvery: optionRules.positiveInteger,
  timeLimitS: optionRules.positiveNumber,
} satisfies Record<keyof NormalizeOptions, OptionRule>;

/** Throws {@link OptionError} for an unknown or invalid option. */
export function normalizeSettings(options: NormalizeOptions): NormalizeSettings {
  checkOptions(options, RULES);
  return withDefaults<NormalizeSettings>(NORMALIZE_DEFAULTS, options);
}
