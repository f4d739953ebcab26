import type { EmbeddingSpace, ProgressEvent, Result, TrackError, TrackErrorKind, TrackRecord } from '@rbassist/core';
import type { IndexReport } from '@rbassist/index';
import type { SkippedCounts, SkippedPath } from '../files/walk-music.ts';
import type { ChosenModel } from '../models/choose-model.ts';
import type { ModelMigration } from '../vectors/migrate-model.ts';
import type { TrackTiming } from './track-request.ts';

/** Event of a scan, in order. */
export type ScanEvent =
  /** Model that computes the vectors, and the reason for it. */
  | { type: 'model'; model: string; space: EmbeddingSpace; reason: ChosenModel['reason'] }
  /** Folders are being read; `found` is the number of audio files so far. */
  | { type: 'walk'; found: number }
  | { type: 'problem'; path: string; error: TrackError }
  /** A file or folder was skipped: not music, or hidden. */
  | ({ type: 'skipped' } & SkippedPath)
  /** Folders are read: `total` tracks to process. */
  | { type: 'plan'; total: number; unchanged: number; stillFailing: number }
  /** A track is finished or failed, and its record is saved. */
  | {
      type: 'track';
      done: number;
      total: number;
      result: Result<TrackRecord>;
      /** Problem of a file that was processed anyway: it is cut off, or its header is wrong. */
      warning?: string;
      timing?: TrackTiming & { writeMs: number };
    }
  /** A track is up to date, or failed before and is not retried. Only with `reportUnchanged`. */
  | { type: 'unchanged'; result: Result<TrackRecord> }
  /** A track of the library is missing from the scanned folders. */
  | { type: 'missing'; path: string }
  /** The file of a missing track is at a new path, and its record followed. Only with `followMoves`. */
  | { type: 'moved'; from: string; to: string }
  | { type: 'index'; progress: ProgressEvent };

/** Summary of `Library.scan`. */
export interface ScanSummary {
  /** Number of audio files. */
  found: number;
  /** Processed tracks. */
  added: number;
  /** Processed tracks that the library did not have before. */
  new: number;
  analyzed: number;
  /** Processed tracks that end too early. Their results describe the existing part. */
  damaged: number;
  unchanged: number;
  /** Tracks and paths that failed in this scan. */
  failed: number;
  /** Unchanged tracks that failed before and were not retried; `Library.failures` lists them. */
  stillFailing: number;
  failures: Partial<Record<TrackErrorKind, number>>;
  /** Skipped files and folders (not music, or hidden), by reason. A folder counts once. */
  skipped: SkippedCounts;
  musicS: number;
  /** Tracks of the library that are missing from the scanned folders. Their records stay. */
  missing: number;
  /** Tracks whose records followed their files to new paths. */
  moved: number;
  /** True if the scan was aborted; scan again for the rest. */
  interrupted: boolean;
  migration?: ModelMigration;
  index?: IndexReport;
}
