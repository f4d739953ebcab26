import { constants } from 'node:fs';
import { copyFile, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { replaceFileBy } from '@rbassist/core';
import { timestamp } from './timestamp.ts';

const BACKUPS_KEPT = 5;

/**
 * Copies a file to `<path>.backup-<YYYYMMDD-HHMMSS>` (UTC) and removes all but the newest copies; on an error, none. A
 * hard link is not enough, because the Python rbassist writes into the existing file.
 */
export async function backUp(path: string): Promise<string> {
  await removePartialBackups(path);
  const backup = `${path}.backup-${await nextStamp(path)}`;
  // some file systems share blocks, so the copy is instant and needs no space
  await replaceFileBy(backup, (temporary) => copyFile(path, temporary, constants.COPYFILE_FICLONE));
  const names = await backupNames(path);
  for (const name of names.slice(0, -BACKUPS_KEPT)) await rm(join(dirname(path), name), { force: true });
  return backup;
}

/** Removes partial copies of killed processes. The caller holds the write lock, so no other process makes a backup. */
async function removePartialBackups(path: string): Promise<void> {
  const start = `${basename(path)}.backup-`;
  const names = (await readdir(dirname(path))).filter((name) => name.startsWith(start) && name.endsWith('.tmp'));
  for (const name of names) await rm(join(dirname(path), name), { force: true });
}

/** Returns a timestamp that sorts after all backups, even if the clock was set back. */
async function nextStamp(path: string): Promise<string> {
  const now = timestamp(new Date());
  const newest = (await backupNames(path)).at(-1)?.slice(`${basename(path)}.backup-`.length);
  if (newest === undefined) return now;
  const [date, time, count = '1'] = newest.split('-');
  return now > `${date}-${time}` ? now : `${date}-${time}-${Number(count) + 1}`;
}

async function backupNames(path: string): Promise<string[]> {
  const form = /\.backup-\d{8}-\d{6}(-\d+)?$/;
  const start = `${basename(path)}.backup-`;
  const names = (await readdir(dirname(path))).filter((name) => name.startsWith(start) && form.test(name));
  return names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}
