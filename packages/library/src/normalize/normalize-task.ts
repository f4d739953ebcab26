import type { LoudnessAnalysis } from '@rbassist/analyze';
import type { TrackFailure } from '@rbassist/core';

/** What a worker is asked: measure one file, unless that is known, and write its tags. */
export interface NormalizeTask {
  path: string;
  /** The path that the library knows it by: another spelling of the same, or the same. */
  key: string;
  /** What is known, and of which state of the file. */
  known?: { loudness: LoudnessAnalysis; signature: string };
  targetLufs: number;
  dryRun: boolean;
  /** Give up after this many seconds. */
  timeLimitS: number;
}

/** What a worker did. Plain data, since classes do not cross threads. */
export type NormalizeReply =
  | {
      ok: true;
      loudness: LoudnessAnalysis;
      measured: boolean;
      /** Whether the tags differed from what they are to be. */
      changed: boolean;
      /** Signatures of the file before and after its tags were written. */
      before: string;
      after: string;
    }
  | ({
      ok: false;
      /** What was measured before it failed, and of which state of the file. */
      measured?: { loudness: LoudnessAnalysis; signature: string };
    } & TrackFailure);
