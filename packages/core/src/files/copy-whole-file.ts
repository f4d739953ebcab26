import { spawn } from 'node:child_process';
import { chmod, chown, constants, copyFile, stat, utimes } from 'node:fs/promises';

/** Outcome of {@link copyWholeFile}. */
export interface WholeCopy {
  /** Says that extended attributes are or may be missing. Has the same text for every file if no `cp` can copy them. */
  warning?: string;
}

const CANNOT_COPY_ATTRIBUTES =
  'This system has no GNU cp to copy extended attributes. Copied files may lose ratings of your file manager.';
const PERMISSIONS = 0o7777;
const OWNER_MAY_WRITE = 0o200;

/**
 * Copies a file with its metadata: permissions, owner if the system allows it, extended attributes (macOS: resource
 * forks too; Windows: alternate streams), and times to the nanosecond.
 *
 * Node can't copy extended attributes on Linux or set times to the nanosecond, so this runs the system's `cp` and
 * `touch`. Without them, the modification time is off by less than a microsecond.
 *
 * @param to Path that does not exist yet.
 * @param edit Changes the contents of the copy, before the copy gets its times and permissions.
 * @throws the system's error (`ENOSPC`, `EACCES`, `EEXIST`, …), or any error of `edit`. An incomplete copy may remain.
 */
export async function copyWholeFile(
  from: string,
  to: string,
  edit: (copy: string) => Promise<void> = async () => {},
): Promise<WholeCopy> {
  const original = await stat(from, { bigint: true });
  const mode = Number(original.mode) & PERMISSIONS;
  // FAT has no permissions, so change them only if necessary
  const isReadOnly = (mode & OWNER_MAY_WRITE) === 0;
  // macOS also copies extended attributes here, Windows alternate streams
  await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  if (isReadOnly) await chmod(to, mode | OWNER_MAY_WRITE);
  await edit(to);
  // only root can set the owner
  await chown(to, Number(original.uid), Number(original.gid)).catch(() => {});
  const warning = process.platform === 'linux' ? await copyAttributes(from, to) : undefined;
  if (isReadOnly) await chmod(to, mode);
  if ((await stat(to, { bigint: true })).mtimeNs !== original.mtimeNs) await copyTimes(from, to);
  return warning === undefined ? {} : { warning };
}

/** Copies extended attributes and access lists. Returns a warning if some may be missing. */
async function copyAttributes(from: string, to: string): Promise<string | undefined> {
  const copy = (kinds: string) => succeeds('cp', ['--attributes-only', `--preserve=${kinds}`, '--', from, to]);
  if ((await copy('mode,timestamps,xattr')) || (await copy('timestamps,xattr'))) return undefined;
  const isGnuCp = await copy('timestamps');
  return isGnuCp
    ? `rbassist could not copy the extended attributes of ${from}, such as ratings.`
    : CANNOT_COPY_ATTRIBUTES;
}

async function copyTimes(from: string, to: string): Promise<void> {
  const { atimeNs, mtimeNs } = await stat(from, { bigint: true });
  // a Date has millisecond precision; seconds as a double are exact to 240 ns
  await utimes(to, Number(atimeNs) / 1e9, Number(mtimeNs) / 1e9);
  if (process.platform !== 'win32' && (await stat(to, { bigint: true })).mtimeNs !== mtimeNs) {
    await succeeds('touch', ['-r', from, '--', to]);
  }
}

/** Runs a program in its own process group, so that Ctrl-C does not stop it halfway. */
function succeeds(command: string, words: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, words, { stdio: 'ignore', detached: true });
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}
