import { DEFAULT_WORKERS } from '@rbassist/analyze';
import { OptionError } from '@rbassist/core';

/** How tracks are normalised. */
export interface NormalizeOptions {
  /** Ends the run gently: tracks in hand are finished, everything is saved, and the summary says `interrupted`. */
  signal?: AbortSignal;
  /** How loud players are to play every track, LUFS. @default -11 */
  targetLufs?: number;
  /** Tracks measured and tagged at once. @default one per core less one */
  workers?: number;
  /** Only find out what would be written: no file is touched, nor the library. @default false */
  dryRun?: boolean;
  /** Measure every track anew, also those whose loudness is known. @default false */
  force?: boolean;
  /** Save what is known after this many tracks, besides at the end. @default 50 */
  checkpointEvery?: number;
  /** Give up on a track after this many seconds. @default 600 */
  trackTimeLimitS?: number;
}

/** Defaults of {@link NormalizeOptions}. */
export const NORMALIZE_DEFAULTS = {
  targetLufs: -11,
  workers: DEFAULT_WORKERS,
  dryRun: false,
  force: false,
  checkpointEvery: 50,
  trackTimeLimitS: 600,
} as const satisfies Required<Omit<NormalizeOptions, 'signal'>>;

/** Options with nothing left open. */
export type NormalizeSettings = Required<Omit<NormalizeOptions, 'signal'>> & Pick<NormalizeOptions, 'signal'>;

/** What is softer counts as silence. */
const SOFTEST_LUFS = -70;

/**
 * Fills in the defaults for what was not given.
 *
 * @throws {OptionError} for a number that cannot be meant.
 */
export function normalizeSettings(options: NormalizeOptions): NormalizeSettings {
  const {
    signal,
    targetLufs = NORMALIZE_DEFAULTS.targetLufs,
    workers = NORMALIZE_DEFAULTS.workers,
    dryRun = NORMALIZE_DEFAULTS.dryRun,
    force = NORMALIZE_DEFAULTS.force,
    checkpointEvery = NORMALIZE_DEFAULTS.checkpointEvery,
    trackTimeLimitS = NORMALIZE_DEFAULTS.trackTimeLimitS,
  } = options;
  if (!(targetLufs >= SOFTEST_LUFS && targetLufs <= 0)) {
    throw new OptionError(`targetLufs must be from ${SOFTEST_LUFS} to 0, got ${targetLufs}.`);
  }
  requirePositive('workers', workers, Number.isInteger(workers));
  requirePositive('checkpointEvery', checkpointEvery, Number.isInteger(checkpointEvery));
  requirePositive('trackTimeLimitS', trackTimeLimitS, Number.isFinite(trackTimeLimitS));
  return { signal, targetLufs, workers, dryRun, force, checkpointEvery, trackTimeLimitS };
}

function requirePositive(name: string, value: number, rightKind: boolean): void {
  if (!rightKind || value <= 0) throw new OptionError(`${name} must be a positive number, got ${value}.`);
}
