import type { RunOptions } from '@rbassist/core';
import type { IndexReport } from '@rbassist/index';
import type { AbsentFolder } from './absent-folders.ts';
import type { MovedTrack, UnclearMove } from './find-moved.ts';
import type { BadVector } from './vector-problems.ts';

/** Options of `Library.repair`. */
export interface RepairOptions extends RunOptions {
  /** Make the changes instead of only reporting them. @default false */
  apply?: boolean;
}

/** Options of `Library.prune`. */
export interface PruneOptions extends RunOptions {
  /** Make the changes instead of only reporting them. @default false */
  apply?: boolean;
  /** Missing drives and folders whose tracks may be forgotten too. @default [] */
  roots?: readonly string[];
  /** Forget more than half of the library. @default false */
  force?: boolean;
  /** Forget tracks that a DJ put work into, too: cues, grid, tags, rating. @default false */
  includeEdited?: boolean;
}

/** A record that took in another. */
export interface Merge {
  from: string;
  to: string;
  /** Keys of which both had a value that someone set; the one of `from` is kept under `merge_conflicts` of the record. */
  conflicts: string[];
}

/** A record that would be forgotten but for what a DJ put into it. */
export interface EditedTrack {
  path: string;
  /** The keys that hold it. */
  keys: string[];
}

/** Outcome that repairing and pruning share. */
export interface MaintenanceOutcome {
  /** True if changes were made, false if they were only found. */
  applied: boolean;
  /** True if the call was aborted; running it again does the rest. */
  interrupted: boolean;
  /** The copy of meta.json that was kept before anything changed. */
  backup?: string;
  /** Report of the index's update. */
  index?: IndexReport;
  /** Why the index could not be brought up to date. */
  indexProblem?: string;
}

/** Changes that repairing made, or would make. */
export interface RepairReport extends MaintenanceOutcome {
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
  keptJunk: EditedTrack[];
  /** Vectors that were taken from their records, for the next scan to make. */
  vectors: BadVector[];
  /** Files of the data folder that nothing needs. */
  removedFiles: string[];
}

/** Why nothing was forgotten. */
export type PruneRefusal =
  /** Drives or whole folders are gone, which may come back. */
  | { reason: 'root'; folders: AbsentFolder[] }
  /** It would be more than half of the library. */
  | { reason: 'half'; count: number };

/** Records that pruning forgot, or would forget. */
export interface PruneReport extends MaintenanceOutcome {
  /** Tracks before. */
  tracks: number;
  /** Records whose files are gone. */
  forgotten: string[];
  /** Of those that are gone, the records that a DJ put work into; they stay. */
  kept: EditedTrack[];
  /** Bare names and paths of another system, of which nothing can be told here; they stay. */
  notOfThisSystem: number;
  refused?: PruneRefusal;
}
