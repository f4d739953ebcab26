import { OptionError } from '@rbassist/core';
import { DEFAULT_MODEL } from './embedders.ts';
import { DEFAULT_WORKERS } from './track-pool.ts';

/** How a scan is run. */
export interface ScanOptions {
  /**
   * Ends the scan gently: tracks in hand are finished, everything is saved, and the summary says `interrupted`.
   */
  signal?: AbortSignal;
  /** The embedder. @default the built-in one */
  model?: string;
  /** Threads that listen. @default one per core less one */
  workers?: number;
  /** Replace vectors of another model. @default false */
  reEmbed?: boolean;
  /** Skip tracks that are done and unchanged. @default true */
  resume?: boolean;
  /** Try tracks that failed before although their files have not changed. @default false */
  retryFailed?: boolean;
  /** Save what is known after this many tracks, besides at the end. @default 50 */
  checkpointEvery?: number;
  /** Give up on a track after this many seconds. @default 600 */
  trackTimeLimitS?: number;
  /** Bring the index up to date at the end. @default true */
  updateIndex?: boolean;
}

/** Defaults of {@link ScanOptions}. */
export const SCAN_DEFAULTS = {
  model: DEFAULT_MODEL,
  workers: DEFAULT_WORKERS,
  reEmbed: false,
  resume: true,
  retryFailed: false,
  checkpointEvery: 50,
  trackTimeLimitS: 600,
  updateIndex: true,
} as const satisfies Required<Omit<ScanOptions, 'signal'>>;

/** Options with nothing left open. */
export type ScanSettings = Required<Omit<ScanOptions, 'signal'>> & Pick<ScanOptions, 'signal'>;

/**
 * Fills in the defaults for what was not given.
 *
 * @throws {OptionError} for a number that cannot be meant.
 */
export function scanSettings(options: ScanOptions): ScanSettings {
  const {
    signal,
    model = SCAN_DEFAULTS.model,
    workers = SCAN_DEFAULTS.workers,
    reEmbed = SCAN_DEFAULTS.reEmbed,
    resume = SCAN_DEFAULTS.resume,
    retryFailed = SCAN_DEFAULTS.retryFailed,
    checkpointEvery = SCAN_DEFAULTS.checkpointEvery,
    trackTimeLimitS = SCAN_DEFAULTS.trackTimeLimitS,
    updateIndex = SCAN_DEFAULTS.updateIndex,
  } = options;
  requirePositive('workers', workers, Number.isInteger(workers));
  requirePositive('checkpointEvery', checkpointEvery, Number.isInteger(checkpointEvery));
  requirePositive('trackTimeLimitS', trackTimeLimitS, Number.isFinite(trackTimeLimitS));
  return { signal, model, workers, reEmbed, resume, retryFailed, checkpointEvery, trackTimeLimitS, updateIndex };
}

function requirePositive(name: string, value: number, rightKind: boolean): void {
  if (!rightKind || value <= 0) throw new OptionError(`${name} must be a positive number, got ${value}.`);
}
