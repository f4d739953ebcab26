import type { LoudnessAnalysis } from '@rbassist/analyze';
import type { TrackFailure } from '@rbassist/core';

/** Task of a worker: measure a file unless its loudness is stored, and write its tags. */
export interface NormalizeTask {
  path: string;
  /** Path of its record; may be another spelling. */
  key: string;
  stored?: { loudness: LoudnessAnalysis; signature: string };
  /** True if the record stores a SHA-1 of the file, which new tags change. */
  hasContentSignature: boolean;
  targetLufs: number;
  dryRun: boolean;
  timeLimitS: number;
}

/** Reply of a worker, as plain data, since classes do not cross threads. */
export type NormalizeReply =
  | {
      ok: true;
      loudness: LoudnessAnalysis;
      measured: boolean;
      changed: boolean;
      before: string;
      after: string;
      /** SHA-1 before and after, if the record stores one and the file changed. */
      content?: { before: string; after: string };
      /** Messages for the person: hard links, lost attributes. */
      warnings: string[];
    }
  | ({
      ok: false;
      measured?: { loudness: LoudnessAnalysis; signature: string };
    } & TrackFailure);
