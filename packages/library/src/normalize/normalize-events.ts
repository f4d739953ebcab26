import type { LoudnessAnalysis } from '@rbassist/analyze';
import type { Result, TrackError, TrackErrorKind } from '@rbassist/core';

/** Result for one track. */
export interface NormalizedTrack extends LoudnessAnalysis {
  /** Decibels that bring it to the target; null for silence, which no gain makes louder. */
  gainDb: number | null;
  /** True if its peaks exceed full scale at that gain; players that know ReplayGain then turn it down. */
  clips: boolean;
  /** `tagged`: the tags are new; with `dryRun`, they would be. `unchanged`: the file has them already. */
  state: 'tagged' | 'unchanged' | 'silent';
  /** True if it was measured now, false if its loudness was stored. */
  measured: boolean;
}

/** Events of `Library.normalize`, in order. */
export type NormalizeEvent =
  /** Folders are being walked; `found` audio files so far. */
  | { type: 'walk'; found: number }
  /** A path could not be walked or read. */
  | { type: 'problem'; path: string; error: TrackError }
  /** The walk is over: tracks to tag, and those of them whose loudness is not stored. */
  | { type: 'plan'; total: number; unmeasured: number }
  /** A track is done, or failed. */
  | { type: 'track'; done: number; total: number; result: Result<NormalizedTrack> };

/** Result of `Library.normalize`. */
export interface NormalizeSummary {
  targetLufs: number;
  dryRun: boolean;
  /** Audio files seen. */
  found: number;
  /** Tracks whose tags are new, or would be. */
  tagged: number;
  /** Tracks that had the same tags. */
  unchanged: number;
  /** Tracks that have no loudness. */
  silent: number;
  /** Tracks whose peaks exceed full scale at their gain. */
  clipping: number;
  /** Tracks measured now. */
  measured: number;
  /** Tracks and paths that failed. */
  failed: number;
  /** Failures by kind. */
  failures: Partial<Record<TrackErrorKind, number>>;
  /** True if the run was aborted; running it again does the rest. */
  interrupted: boolean;
}
