import type { LoudnessAnalysis } from '@rbassist/analyze';
import type { Result, TrackError, TrackErrorKind } from '@rbassist/core';
import type { SkippedCounts, SkippedPath } from '../files/walk-music.ts';

/** A normalised track. */
export interface NormalizedTrack extends LoudnessAnalysis {
  /** Gain to the target, in decibels; null for silence. */
  gainDb: number | null;
  /** True if its peaks exceed full scale with that gain; ReplayGain players then reduce its volume. */
  clips: boolean;
  /** `tagged`: new tags, also in a dry run. `unchanged`: the file has the same tags. `silent`: no loudness. */
  state: 'tagged' | 'unchanged' | 'silent';
  /** True if its loudness was measured, false if it was stored. */
  measured: boolean;
}

/** Event of a normalisation, in order. */
export type NormalizeEvent =
  /** Folders are being read; `found` is the number of audio files so far. */
  | { type: 'walk'; found: number }
  | { type: 'problem'; path: string; error: TrackError }
  /** A file or folder was skipped: not music, or hidden. */
  | ({ type: 'skipped' } & SkippedPath)
  /** Folders are read: `total` tracks to process; `unmeasured` of them have no stored loudness. */
  | { type: 'plan'; total: number; unmeasured: number }
  /** A track failed before and is not retried. */
  | { type: 'unchanged'; path: string; error: TrackError }
  /** A track is finished or failed. */
  | { type: 'track'; done: number; total: number; result: Result<NormalizedTrack> };

/** Summary of `Library.normalize`. */
export interface NormalizeSummary {
  targetLufs: number;
  dryRun: boolean;
  /** Number of audio files. */
  found: number;
  /** Skipped files and folders (not music, or hidden), by reason. A folder counts once. */
  skipped: SkippedCounts;
  /** Tracks with new tags, also in a dry run. */
  tagged: number;
  unchanged: number;
  /** Silent tracks, which get no tags. */
  silent: number;
  /** Tracks whose peaks exceed full scale with their gain. */
  clipping: number;
  measured: number;
  /** Tracks and paths that failed in this run. */
  failed: number;
  /** Unchanged tracks that failed before and were not retried; `Library.failures` lists them. */
  stillFailing: number;
  failures: Partial<Record<TrackErrorKind, number>>;
  /** True if the run was aborted; call it again for the rest. */
  interrupted: boolean;
}
