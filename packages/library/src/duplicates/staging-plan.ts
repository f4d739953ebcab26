import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isInside } from '@rbassist/core';
import type { DescribedFile } from './described-file.ts';
import type { FoundGroup } from './find-duplicates.ts';
import type { StagingEntry } from './staging-log.ts';

type LeftReason =
  /** The file or its kept copy is a symbolic link. */
  | 'link'
  /** Another compared path is the same file, so moving it frees no space. */
  | 'other-names'
  /** The file is in the staging folder. */
  | 'in-dest'
  /** An earlier run copied it to the staging folder. */
  | 'staged-before'
  /** The names agree with the kept copy's, but the sound differs. */
  | 'other-sound'
  /** The names agree, but the audio is too short or unreadable, so the sound was not compared. */
  | 'not-compared'
  /** The kept copy is missing or changed. */
  | 'keeper-missing';

/** A duplicate that stays in place. */
export interface LeftFile {
  path: string;
  keeper: string;
  reason: LeftReason;
}

export interface PlannedFile {
  file: DescribedFile;
  keeper: DescribedFile;
}

export async function planStaging(
  groups: readonly FoundGroup[],
  { dest, move, entries }: { dest: string; move: boolean; entries: readonly StagingEntry[] },
): Promise<{ planned: PlannedFile[]; left: LeftFile[] }> {
  const planned: PlannedFile[] = [];
  const left: LeftFile[] = [];
  const copied = move ? new Set<string>() : await copiedBefore(entries, dest);
  const reasonFor = (file: DescribedFile, keeper: DescribedFile): LeftReason | undefined => {
    if (isInside(file.path, dest)) return 'in-dest';
    if (file.isLink || keeper.isLink) return 'link';
    if (file.otherNames.length > 0) return 'other-names';
    return copied.has(file.path) ? 'staged-before' : undefined;
  };
  for (const { keeper, duplicates } of groups) {
    for (const file of duplicates) {
      const reason = reasonFor(file, keeper);
      if (reason) left.push({ path: file.path, keeper: keeper.path, reason });
      else planned.push({ file, keeper });
    }
  }
  return { planned, left };
}

async function copiedBefore(entries: readonly StagingEntry[], dest: string): Promise<Set<string>> {
  const copied = new Set<string>();
  for (const { action, from, as, bytes } of entries) {
    const size = await stat(join(dest, as)).then(
      (found) => found.size,
      () => -1,
    );
    if (action === 'copy' && size === bytes) copied.add(from);
  }
  return copied;
}

export async function isPresent({ path, bytes }: DescribedFile): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile() && found.size === bytes,
    () => false,
  );
}
