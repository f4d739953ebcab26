import { type AnalysisOptions, analysisSettings, DEFAULT_WORKERS } from '@rbassist/analyze';
import { OptionError } from '@rbassist/core';
import type { EmbeddingOptions } from '../models/prepare-embedder.ts';

/** How a scan is run. */
export interface ScanOptions {
  /**
   * Ends the scan gently: tracks in hand are finished, everything is saved, and the summary says `interrupted`.
   */
  signal?: AbortSignal;
  /** Compute vectors. @default true */
  embed?: boolean;
  /** Analyse: tempo, grid, key, cues, contours, loudness. @default true */
  analyze?: boolean;
  /** Which parts are analysed, and how. */
  analysis?: AnalysisOptions;
  /** Replace BPM, key, grid and cues that a person, a tag or another program set. @default false */
  force?: boolean;
  /** Of the analysis, compute only what is not stored at all, whoever stored it. @default false */
  onlyMissing?: boolean;
  /** Listen to so many tracks at most. @default all */
  limit?: number;
  /** The embedder: a built-in one by name, a MERT checkpoint by its folder or its id on the hub, or any audio model by its .onnx file. @default the one that the library's vectors are of, else MERT where it has been pulled, else 'spectral-v1' */
  model?: string;
  /** How a MERT model listens: device, windows, layer, and how much at once. @default {} */
  embedding?: EmbeddingOptions;
  /** Threads that listen. @default one per core less one */
  workers?: number;
  /** Replace vectors of another model; they stay in use until every track has a new one. @default false */
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
  embed: true,
  analyze: true,
  analysis: {},
  force: false,
  onlyMissing: false,
  limit: Number.POSITIVE_INFINITY,
  embedding: {},
  workers: DEFAULT_WORKERS,
  reEmbed: false,
  resume: true,
  retryFailed: false,
  checkpointEvery: 50,
  trackTimeLimitS: 600,
  updateIndex: true,
} as const satisfies Required<Omit<ScanOptions, 'signal' | 'model'>>;

/** How an analysis without vectors is run. */
export type AnalyzeOptions = Omit<ScanOptions, 'embed' | 'analyze' | 'model' | 'embedding' | 'reEmbed' | 'updateIndex'>;

/** Options with nothing left open. */
export type ScanSettings = Required<Omit<ScanOptions, 'signal' | 'model'>> & Pick<ScanOptions, 'signal' | 'model'>;

/**
 * Fills in the defaults for what was not given.
 *
 * @throws {OptionError} for a number that cannot be meant.
 */
export function scanSettings(options: ScanOptions): ScanSettings {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const settings: ScanSettings = { ...SCAN_DEFAULTS, ...given };
  const { checkpointEvery, trackTimeLimitS, limit } = settings;
  analysisSettings(settings.analysis);
  requirePositive('workers', settings.workers, Number.isInteger(settings.workers));
  requirePositive('checkpointEvery', checkpointEvery, Number.isInteger(checkpointEvery));
  requirePositive('trackTimeLimitS', trackTimeLimitS, Number.isFinite(trackTimeLimitS));
  requirePositive('limit', limit, limit === Number.POSITIVE_INFINITY || Number.isInteger(limit));
  return settings;
}

function requirePositive(name: string, value: number, rightKind: boolean): void {
  if (!rightKind || value <= 0) throw new OptionError(`${name} must be a positive number, got ${value}.`);
}
