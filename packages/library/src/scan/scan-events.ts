import type { EmbeddingSpace, ProgressEvent, Result, TrackError, TrackErrorKind, TrackRecord } from '@rbassist/core';
import type { IndexReport } from '@rbassist/index';
import type { ChosenModel } from '../models/choose-model.ts';
import type { ModelMigration } from '../vectors/migrate-model.ts';
import type { TrackTiming } from './track-request.ts';

/** Events of `Library.scan`, in order. */
export type ScanEvent =
  /** The model that makes the vectors, and the reason for it. */
  | { type: 'model'; model: string; space: EmbeddingSpace; reason: ChosenModel['reason'] }
  /** Folders are being walked; `found` audio files so far. */
  | { type: 'walk'; found: number }
  /** A path could not be walked or read. */
  | { type: 'problem'; path: string; error: TrackError }
  /** The walk is over: `total` tracks will be processed. */
  | { type: 'plan'; total: number; unchanged: number; stillFailing: number }
  /** A track is done, or failed. Its vector and record are on disk. */
  | {
      type: 'track';
      done: number;
      total: number;
      result: Result<TrackRecord>;
      timing?: TrackTiming & { writeMs: number };
    }
  /** The index is being brought up to date. */
  | { type: 'index'; progress: ProgressEvent };

/** Result of `Library.scan`. */
export interface ScanSummary {
  /** Audio files seen. */
  found: number;
  /** Tracks processed and stored. */
  added: number;
  /** Of those, tracks that were analysed. */
  analyzed: number;
  /** Tracks that were up to date. */
  unchanged: number;
  /** Tracks and paths that failed now. */
  failed: number;
  /** Tracks that failed before, have not changed, and were skipped. */
  stillFailing: number;
  /** Failures by kind, those before included. */
  failures: Partial<Record<TrackErrorKind, number>>;
  /** Seconds of music processed. */
  musicS: number;
  /** True if the scan was aborted; running it again does the rest. */
  interrupted: boolean;
  /** Progress of a library that moves to another model; absent otherwise. */
  migration?: ModelMigration;
  /** Report of the index's update; absent if it was not updated. */
  index?: IndexReport;
}
