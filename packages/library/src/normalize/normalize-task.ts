import type { LoudnessAnalysis } from '@rbassist/analyze';
import type { TrackFailure } from '@rbassist/core';

/** Task of a worker: measure a file unless its loudness is stored, and write its tags. */
export interface NormalizeTask {
  path: string;
  /** Path of its record, which may be another spelling. */
  key: string;
  /** Stored loudness, and the signature that it belongs to. */
  stored?: { loudness: LoudnessAnalysis; signature: string };
  targetLufs: number;
  dryRun: boolean;
  /** Give up after this many seconds. */
  timeLimitS: number;
}

/** Reply of a worker, as plain data, since classes do not cross threads. */
export type NormalizeReply =
  | {
      ok: true;
      loudness: LoudnessAnalysis;
      measured: boolean;
      /** True if the tags are new. */
      changed: boolean;
      /** Signatures of the file before and after the tags were written. */
      before: string;
      after: string;
    }
  | ({
      ok: false;
      /** Loudness measured before the failure, and its signature. */
      measured?: { loudness: LoudnessAnalysis; signature: string };
    } & TrackFailure);
