import type { LoudnessAnalysis } from '@rbassist/analyze';
import type { Result, TrackError, TrackErrorKind } from '@rbassist/core';

/** What became of a track that was normalised. */
export interface NormalizedTrack extends LoudnessAnalysis {
  /** Decibels that bring it to the target; null for silence, which no gain makes louder. */
  gainDb: number | null;
  /** Whether its peaks exceed full scale when it is played with that gain; players that know ReplayGain then turn it down. */
  clips: boolean;
  /** `tagged`: the tags are new; with `dryRun`, they would be. `unchanged`: the file has them already. */
  state: 'tagged' | 'unchanged' | 'silent';
  /** Whether it was listened to; otherwise its loudness was known. */
  measured: boolean;
}

/** What happens while tracks are normalised, in order. */
export type NormalizeEvent =
  /** Folders are being walked; `found` audio files so far. */
  | { type: 'walk'; found: number }
  /** A path could not be walked or read. */
  | { type: 'problem'; path: string; error: TrackError }
  /** Walking is over: this many tracks will be looked at, of which so many have to be listened to. */
  | { type: 'plan'; total: number; unmeasured: number }
  /** A track is done, for better or worse. */
  | { type: 'track'; done: number; total: number; result: Result<NormalizedTrack> };

/** What normalising came to. */
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
  /** Tracks listened to. */
  measured: number;
  /** Tracks and paths that failed. */
  failed: number;
  /** Failures by kind. */
  failures: Partial<Record<TrackErrorKind, number>>;
  /** Whether the run was ended early; the rest is done by running it again. */
  interrupted: boolean;
}
