import type { RunOptions } from '@rbassist/core';
import type { IndexReport } from '@rbassist/index';
import type { AbsentFolder } from './absent-folders.ts';
import type { MovedTrack, UnclearMove } from './find-moved.ts';
import type { BadVector } from './vector-problems.ts';

/** How a library is mended. */
export interface RepairOptions extends RunOptions {
  /** Do it, rather than only say what would be done. @default false */
  apply?: boolean;
}

/** Which records are forgotten. */
export interface PruneOptions extends RunOptions {
  /** Do it, rather than only say what would be done. @default false */
  apply?: boolean;
  /** Gone drives and folders of which the tracks are to be forgotten too. @default [] */
  roots?: readonly string[];
  /** Forget more than half of the library. @default false */
  force?: boolean;
  /** Forget also tracks that a DJ put work into: cues, grid, tags, rating. @default false */
  includeInvested?: boolean;
}

/** A record that took in another. */
export interface Merge {
  from: string;
  to: string;
  /** Keys of which both had a value that someone set; the one of `from` is kept under `merge_conflicts` of the record. */
  conflicts: string[];
}

/** A record that would be forgotten but for what a DJ put into it. */
export interface InvestedTrack {
  path: string;
  /** The keys that hold it. */
  keys: string[];
}

/** What every command that mends a library tells. */
export interface CareOutcome {
  /** Whether it was done, rather than only found out. */
  applied: boolean;
  /** The copy of meta.json that was kept before anything changed. */
  backup?: string;
  /** What became of the index. */
  index?: IndexReport;
  /** Why the index could not be brought up to date. */
  indexProblem?: string;
}

/** What mending did, or would do. */
export interface RepairReport extends CareOutcome {
  /** Tracks before. */
  tracks: number;
  /** Where moved files were looked for; empty when none was missing. */
  folders: string[];
  /** Files and folders that could not be looked at. */
  unreadable: string[];
  /** Records that follow their files. */
  moved: MovedTrack[];
  /** Records of one file that became one, those of `moved` included where the file had one already. */
  merged: Merge[];
  /** Tracks that may be several files, or one file that may be several tracks; left as they are. */
  unclear: UnclearMove[];
  /** Tracks whose files were not found. */
  notFound: string[];
  /** Records that were no track. */
  junk: string[];
  /** Records that are no track and that a DJ put work into; left as they are. */
  keptJunk: InvestedTrack[];
  /** Vectors that were taken from their records, for the next scan to make. */
  vectors: BadVector[];
  /** Files of the data folder that nothing needs. */
  removedFiles: string[];
}

/** Why nothing was forgotten. */
export type PruneRefusal =
  /** Drives or whole folders are gone, which may come back. */
  | { because: 'root'; folders: AbsentFolder[] }
  /** It would be more than half of the library. */
  | { because: 'half'; count: number };

/** What forgetting did, or would do. */
export interface PruneReport extends CareOutcome {
  /** Tracks before. */
  tracks: number;
  /** Records whose files are gone. */
  forgotten: string[];
  /** Of those that are gone, the records that a DJ put work into; they stay. */
  kept: InvestedTrack[];
  /** Bare names and paths of another system, of which nothing can be told here; they stay. */
  notOfThisSystem: number;
  refused?: PruneRefusal;
}
