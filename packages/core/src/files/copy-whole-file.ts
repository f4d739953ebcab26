import { execFile } from 'node:child_process';
import { chmod, chown, constants, copyFile, stat, utimes } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Outcome of {@link copyWholeFile}. */
export interface WholeCopy {
  /** False if extended attributes, such as a file manager's ratings, may be missing from the copy. */
  attributesKept: boolean;
}

const PERMISSIONS = 0o7777;
const OWNER_MAY_WRITE = 0o200;

/**
 * Copies a file with everything that belongs to it: contents, permissions, owner where the system allows it, extended
 * attributes (macOS: resource forks too; Windows: alternate streams), and the times to the nanosecond.
 *
 * Node has no call for extended attributes on Linux and none for nanoseconds, so it runs the system's `cp` or `touch`.
 * Without them, the time of modification is off by less than a microsecond.
 *
 * @param to Path that does not exist yet.
 * @param edit Changes the copy's contents, before the copy gets its times and permissions.
 * @throws the system's error (`ENOSPC`, `EACCES`, `EEXIST`, …), or what `edit` throws. The copy may then exist.
 */
export async function copyWholeFile(
  from: string,
  to: string,
  edit: (copy: string) => Promise<void> = async () => {},
): Promise<WholeCopy> {
  const original = await stat(from, { bigint: true });
  const mode = Number(original.mode) & PERMISSIONS;
  // macOS copies extended attributes here too, Windows alternate streams
  await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  await chmod(to, mode | OWNER_MAY_WRITE);
  await edit(to);
  // only root can set the owner
  await chown(to, Number(original.uid), Number(original.gid)).catch(() => {});
  const attributesKept = process.platform !== 'linux' || (await succeeds('cp', [...CP_ATTRIBUTES, '--', from, to]));
  await chmod(to, mode);
  if ((await stat(to, { bigint: true })).mtimeNs !== original.mtimeNs) await copyTimes(from, to);
  return { attributesKept };
}

const CP_ATTRIBUTES = ['--attributes-only', '--preserve=mode,timestamps,xattr'];

async function copyTimes(from: string, to: string): Promise<void> {
  const { atime, mtime, mtimeNs } = await stat(from, { bigint: true });
  await utimes(to, atime, mtime);
  // a time in seconds as a double is exact to 240 ns only
  if (process.platform !== 'win32' && (await stat(to, { bigint: true })).mtimeNs !== mtimeNs) {
    await succeeds('touch', ['-r', from, to]);
  }
}

async function succeeds(command: string, words: readonly string[]): Promise<boolean> {
  return promisify(execFile)(command, words).then(
    () => true,
    () => false,
  );
}
