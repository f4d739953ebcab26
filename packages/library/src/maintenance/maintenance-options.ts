import type { RbassistError, RunOptions } from '@rbassist/core';
import type { IndexReport } from '@rbassist/index';
import type { SkippedPath } from '../files/walk-music.ts';
import type { AbsentFolder } from './absent-folders.ts';
import type { MovedTrack, UnclearMove } from './find-moved.ts';
import type { OrphanRefusal } from './orphan-files.ts';
import type { BadVector } from './vector-problems.ts';

/** Options of `Library.repair`. */
export interface RepairOptions extends RunOptions {
  /** Make the changes; otherwise only report them. @default false */
  apply?: boolean;
  /** Remove vectors even if records are missing or damaged, or if they are more than half. @default false */
  force?: boolean;
}

/** Options of `Library.prune`. */
export interface PruneOptions extends RunOptions {
  /** Make the changes; otherwise only report them. @default false */
  apply?: boolean;
  /** Missing drives and folders whose tracks are removed too. @default [] */
  roots?: readonly string[];
  /** Paths of the tracks to remove, also if their files are there. @default all whose files are missing */
  tracks?: readonly string[];
  /** Allow removing more than half of the library. @default false */
  force?: boolean;
  /** Also remove tracks with edited values: cues, grid, tags, rating. @default false */
  includeEdited?: boolean;
}

/** Two records of one file, merged under `to`. */
interface Merge {
  from: string;
  to: string;
  /** Keys with an edited value in both records; the value of `from` goes under `merge_conflicts`. */
  conflicts: string[];
}

/** A record that stays because a user edited it. */
interface EditedTrack {
  path: string;
  keys: string[];
}

export interface MaintenanceOutcome {
  /** True if the changes were made, false if only reported. */
  applied: boolean;
  /** True if the call was aborted; call it again for the rest. */
  interrupted: boolean;
  /** Path of the backup of meta.json, made before the changes. */
  backup?: string;
  /** Folder of the removed vectors. `Library.restoreTrash` puts them back, `Library.emptyTrash` deletes them. */
  trash?: string;
  index?: IndexReport;
  indexError?: RbassistError;
}

/** Result of `Library.repair`: changes that it made, or would make. */
export interface RepairReport extends MaintenanceOutcome {
  /** Number of tracks before the changes. */
  tracks: number;
  /** Folders searched for moved files; empty if none was missing. */
  folders: string[];
  unreadable: string[];
  /** Skipped files and folders in `folders`: not music, or hidden. */
  skipped: SkippedPath[];
  moved: MovedTrack[];
  /** Merged records, also of `moved` tracks whose file had a record already. */
  merged: Merge[];
  /** Ambiguous matches, left as they are. */
  unclear: UnclearMove[];
  notFound: string[];
  /** Removed records that were not tracks. */
  junk: string[];
  /** Records that are not tracks but contain edited values; left as they are. */
  keptJunk: EditedTrack[];
  /** Staged tracks whose files are back in place; their records are up to date now. */
  unstaged: string[];
  /** Bad vectors that were dropped. The next scan computes them again. */
  vectors: BadVector[];
  /** Names of the saved sets whose tracks got the new paths of moved files. */
  sets: string[];
  /** Unneeded files that were removed from the data folder; vectors go to the trash. */
  removedFiles: string[];
  refused: RepairRefusal[];
}

/** Vectors that stay although they seem unneeded or missing, with the reason. */
interface RepairRefusal {
  /**
   * `records`: no record names them, and records are missing or damaged. `half`: no record names them, and they are
   * more than half of all. `absent`: records name them, and more than half of these files are missing.
   */
  reason: OrphanRefusal | 'absent';
  count: number;
}

type PruneRefusal =
  /** Drives or whole folders are missing, and may come back. */
  | { reason: 'root'; folders: AbsentFolder[] }
  /** More than half of the library would go. */
  | { reason: 'half'; count: number };

/** Result of `Library.prune`: records that it removed, or would remove. */
export interface PruneReport extends MaintenanceOutcome {
  /** Number of tracks before the changes. */
  tracks: number;
  /** Removed tracks. */
  forgotten: string[];
  /** Missing or chosen tracks that stay because a user edited them. */
  kept: EditedTrack[];
  /** Number of names without a folder and paths of another operating system; they stay. */
  notOfThisSystem: number;
  refused?: PruneRefusal;
}
