import type { EmbeddingSpace, ProgressEvent, Result, TrackError, TrackErrorKind, TrackRecord } from '@rbassist/core';
import type { IndexReport } from '@rbassist/index';
import type { ChosenModel } from '../models/choose-model.ts';
import type { ModelMigration } from '../vectors/migrate-model.ts';
import type { TrackTiming } from './track-request.ts';

/** What happens during a scan, in order. */
export type ScanEvent =
  /** What makes the vectors, and why that. */
  | { type: 'model'; model: string; space: EmbeddingSpace; reason: ChosenModel['reason'] }
  /** Folders are being walked; `found` audio files so far. */
  | { type: 'walk'; found: number }
  /** A path could not be walked or read. */
  | { type: 'problem'; path: string; error: TrackError }
  /** Walking is over: this many tracks will be listened to. */
  | { type: 'plan'; total: number; unchanged: number; stillFailing: number }
  /** A track is done, for better or worse. Its vector and record are kept whatever happens next. */
  | {
      type: 'track';
      done: number;
      total: number;
      result: Result<TrackRecord>;
      timing?: TrackTiming & { writeMs: number };
    }
  /** The index is being brought up to date. */
  | { type: 'index'; progress: ProgressEvent };

/** What a scan came to. */
export interface ScanSummary {
  /** Audio files seen. */
  found: number;
  /** Tracks listened to and stored. */
  added: number;
  /** Of those, tracks that were analysed. */
  analyzed: number;
  /** Tracks that were done before and have not changed. */
  unchanged: number;
  /** Tracks and paths that failed now. */
  failed: number;
  /** Tracks that failed before, unchanged, and were not tried again. */
  stillFailing: number;
  /** Failures of both sorts by kind. */
  failures: Partial<Record<TrackErrorKind, number>>;
  /** Seconds of music listened to. */
  musicS: number;
  /** Whether the scan was ended early; the rest is done by running it again. */
  interrupted: boolean;
  /** How far the library is on its way to another model; absent where it is not. */
  migration?: ModelMigration;
  /** What became of the index; absent when it was not touched. */
  index?: IndexReport;
}
