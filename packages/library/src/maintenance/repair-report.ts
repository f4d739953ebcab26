import type { RepairReport } from './maintenance-options.ts';

export function emptyRepairReport(tracks: number): RepairReport {
  return {
    applied: false,
    interrupted: false,
    tracks,
    folders: [],
    unreadable: [],
    skipped: [],
    moved: [],
    merged: [],
    unclear: [],
    notFound: [],
    junk: [],
    keptJunk: [],
    unstaged: [],
    vectors: [],
    sets: [],
    removedFiles: [],
    refused: [],
  };
}
