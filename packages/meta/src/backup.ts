import { constants } from 'node:fs';
import { copyFile, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { replaceFileBy } from '@rbassist/core';
import { timestamp } from './keep-copy.ts';

/** How many backups are kept. */
const BACKUPS_KEPT = 5;

/**
 * Copies a file to `<path>.backup-<YYYYMMDD-HHMMSS>` (UTC) and removes all but the newest copies. It is a copy and no second name of the same file,
 * since the Python rbassist writes into the file that is there.
 *
 * @returns the copy's path.
 * @throws the system's error; there is then no half copy, and none of the older ones was removed.
 */
export async function backUp(path: string): Promise<string> {
  await removeHalfBackups(path);
  const backup = `${path}.backup-${await nextStamp(path)}`;
  // file systems that can share the blocks do, which takes neither time nor room
  await replaceFileBy(backup, (temporary) => copyFile(path, temporary, constants.COPYFILE_FICLONE));
  const names = await backupNames(path);
  for (const name of names.slice(0, -BACKUPS_KEPT)) await rm(join(dirname(path), name), { force: true });
  return backup;
}

/** What a killed process left; the caller is the only one that makes backups now. */
async function removeHalfBackups(path: string): Promise<void> {
  const start = `${basename(path)}.backup-`;
  const names = (await readdir(dirname(path))).filter((name) => name.startsWith(start) && name.endsWith('.tmp'));
  for (const name of names) await rm(join(dirname(path), name), { force: true });
}

/** Now, or just after the newest backup where the clock says that it is of the future. */
async function nextStamp(path: string): Promise<string> {
  const now = timestamp(new Date());
  const newest = (await backupNames(path)).at(-1)?.slice(`${basename(path)}.backup-`.length);
  if (newest === undefined) return now;
  const [date, time, count = '1'] = newest.split('-');
  return now > `${date}-${time}` ? now : `${date}-${time}-${Number(count) + 1}`;
}

/** Oldest first. */
async function backupNames(path: string): Promise<string[]> {
  const form = /\.backup-\d{8}-\d{6}(-\d+)?$/;
  const start = `${basename(path)}.backup-`;
  const names = (await readdir(dirname(path))).filter((name) => name.startsWith(start) && form.test(name));
  return names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}
