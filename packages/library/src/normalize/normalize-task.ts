import type { LoudnessAnalysis } from '@rbassist/analyze';
import type { TrackFailure } from '@rbassist/core';

export interface NormalizeTask {
  path: string;
  /** Path of its record; may be another spelling. */
  key: string;
  /** Fast signature of the file, before anything is written. */
  signature: string;
  stored?: { loudness: LoudnessAnalysis; signature: string };
  /** SHA-1 that the record stores, and the fast signature of the file it was read from, if known. */
  content?: { sha1: string; signature: string | undefined };
  targetLufs: number;
  dryRun: boolean;
  timeLimitS: number;
}

/** Reply of a worker, as plain data: class instances can't be sent between threads. */
export type NormalizeReply =
  | {
      ok: true;
      loudness: LoudnessAnalysis;
      measured: boolean;
      changed: boolean;
      before: string;
      after: string;
      /** Messages for the user: hard links, lost attributes. */
      warnings: string[];
      /** SHA-1 of the tagged file, if the stored SHA-1 matched the file before. */
      sha1?: string;
    }
  | ({
      ok: false;
      measured?: { loudness: LoudnessAnalysis; signature: string };
    } & TrackFailure);
