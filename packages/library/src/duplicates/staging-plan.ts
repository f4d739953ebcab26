import { readdir, stat } from 'node:fs/promises';
import { basename, join, parse } from 'node:path';
import { isInside, OptionError, systemErrorCode } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import type { DescribedFile } from './described-file.ts';
import type { FoundGroup } from './find-duplicates.ts';
import { stagingError } from './staging-error.ts';
import type { StagingHistory } from './staging-log.ts';

/** Reason why a duplicate stays in its place. */
export type LeftReason =
  /** It, or the copy to keep, is a link, which holds no sound of its own. */
  | 'link'
  /** The file has other names among those compared: moving this one frees nothing. */
  | 'other-names'
  /** It lies in the staging folder. */
  | 'in-dest'
  /** It was copied there before. */
  | 'staged-before'
  /** The copy that was to stay is not there any more, or changed. */
  | 'keeper-missing';

/** A duplicate that stays, and the copy that it is one of. */
export interface LeftFile {
  path: string;
  keeper: string;
  reason: LeftReason;
}

/** A duplicate that is to be staged. */
export interface PlannedFile {
  file: DescribedFile;
  keeper: DescribedFile;
}

/** Decides which duplicates are staged. */
export async function planStaging(
  groups: readonly FoundGroup[],
  { dest, move, history }: { dest: string; move: boolean; history: StagingHistory },
): Promise<{ planned: PlannedFile[]; left: LeftFile[] }> {
  const planned: PlannedFile[] = [];
  const left: LeftFile[] = [];
  const copied = move ? new Set<string>() : await copiedBefore(history, dest);
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

async function copiedBefore({ entries }: StagingHistory, dest: string): Promise<Set<string>> {
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

/** Whether a compared file is there as it was compared. */
export async function isThere({ path, bytes }: DescribedFile): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile() && found.size === bytes,
    () => false,
  );
}

/**
 * Throws {@link OptionError} for a folder that holds music of the library: as a staging folder it would be passed over by every scan to come.
 */
export function requireStagingFolder(dest: string, meta: MetaStore): void {
  const track = meta.paths().find((path) => isInside(path, dest));
  if (track === undefined) return;
  throw new OptionError(
    `${dest} cannot be a staging folder: it holds music of the library (${track}). Choose a new or an empty folder.`,
  );
}

/** Gives out names for a folder that nothing in it has, as the Python rbassist does: `a.mp3`, then `a_1.mp3`. */
export type TakeName = (path: string) => string;

/** What names are free in a folder, which need not exist. */
export async function freeNames(folder: string): Promise<TakeName> {
  const taken = new Set((await namesIn(folder)).map(fold));
  return (path) => {
    const { name, ext } = parse(basename(path));
    let free = name + ext;
    for (let n = 1; taken.has(fold(free)); n++) free = `${name}_${n}${ext}`;
    taken.add(fold(free));
    return free;
  };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return [];
    throw stagingError(folder, 'read', error);
  }
}

/** The folder may be on a file system that tells neither case nor Unicode form apart. */
function fold(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
