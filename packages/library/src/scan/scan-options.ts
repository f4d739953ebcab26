import { type AnalysisOptions, analysisSettings, DEFAULT_WORKERS } from '@rbassist/analyze';
import { checkOptions, type OptionRule, optionRules, withDefaults } from '@rbassist/core';
import { MERT_RULES } from '@rbassist/embed';
import type { EmbeddingOptions } from '../models/prepare-embedder.ts';

/** Options of `Library.scan`. */
export interface ScanOptions {
  /** Aborts the scan: it finishes tracks in progress, saves, and returns a summary with `interrupted`. */
  signal?: AbortSignal;
  /** Compute vectors. @default true */
  embed?: boolean;
  /** Analyse tempo, grid, key, cues, contours and loudness. @default true */
  analyze?: boolean;
  /** Options of the analysis, such as its parts. @default {} */
  analysis?: AnalysisOptions;
  /** Also replace BPM, key, grid and cues set by you, a tag or another program. @default false */
  force?: boolean;
  /** Compute only parts of the analysis that are not stored yet. @default false */
  onlyMissing?: boolean;
  /** Maximum number of tracks to process. @default Infinity */
  limit?: number;
  /**
   * Model: a built-in one by name (`BUILT_IN_MODELS`), a MERT checkpoint by folder or hub id, or any audio model by its
   * .onnx file.
   *
   * @default the one of the library's vectors, else MERT if it is downloaded, else {@link DEFAULT_MODEL}
   */
  model?: string;
  /** Options of the embedder: device, windows, layer, precision, batch. @default {} */
  embedding?: EmbeddingOptions;
  /** Number of worker threads. @default number of cores - 1 */
  workers?: number;
  /**
   * Replace vectors of another model; the old ones stay in use until every track has a new one. Without `model`, a
   * library of a built-in model moves to the one that a new library would get. @default false
   */
  reEmbed?: boolean;
  /** Skip tracks that are up to date; for those that failed, see `retryFailed`. @default true */
  resume?: boolean;
  /** Retry tracks that failed before and have not changed. @default false */
  retryFailed?: boolean;
  /** Yield an event also for each track that is up to date, or failed before. @default false */
  reportUnchanged?: boolean;
  /** First look in the scanned folders for files of missing tracks, which then keep their records. @default false */
  followMoves?: boolean;
  /** Files that another program still writes. The scan leaves them alone. @default [] */
  unfinished?: readonly string[];
  /** Number of tracks after which to wait for the disk. @default 50 */
  saveEvery?: number;
  /** Give up on a track after this many seconds. @default 600 */
  timeLimitS?: number;
  /** Update the index at the end. @default true */
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
  reportUnchanged: false,
  followMoves: false,
  unfinished: [],
  saveEvery: 50,
  timeLimitS: 600,
  updateIndex: true,
} as const satisfies Required<Omit<ScanOptions, 'signal' | 'model'>>;

/** Options of `Library.analyze`. */
export type AnalyzeOptions = Omit<ScanOptions, 'embed' | 'analyze' | 'model' | 'embedding' | 'reEmbed' | 'updateIndex'>;

export type ScanSettings = Required<Omit<ScanOptions, 'signal' | 'model'>> & Pick<ScanOptions, 'signal' | 'model'>;

const RULES = {
  signal: optionRules.signal,
  embed: optionRules.flag,
  analyze: optionRules.flag,
  analysis: optionRules.options,
  force: optionRules.flag,
  onlyMissing: optionRules.flag,
  limit: optionRules.limit,
  model: optionRules.text,
  embedding: optionRules.options,
  workers: optionRules.positiveInteger,
  reEmbed: optionRules.flag,
  resume: optionRules.flag,
  retryFailed: optionRules.flag,
  reportUnchanged: optionRules.flag,
  followMoves: optionRules.flag,
  unfinished: optionRules.textList,
  saveEvery: optionRules.positiveInteger,
  timeLimitS: optionRules.positiveNumber,
  updateIndex: optionRules.flag,
} satisfies Record<keyof ScanOptions, OptionRule>;

/** Throws {@link OptionError} for an unknown or invalid option. */
export function scanSettings(options: ScanOptions): ScanSettings {
  checkOptions(options, RULES);
  const settings = withDefaults<ScanSettings>(SCAN_DEFAULTS, options);
  analysisSettings(settings.analysis);
  checkOptions(settings.embedding, MERT_RULES);
  return settings;
}
