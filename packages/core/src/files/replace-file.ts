import { randomBytes } from 'node:crypto';
import { open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { systemErrorCode } from '../errors.ts';
import { linkTarget } from './link-target.ts';
import { isShortened, withEnding } from './long-names.ts';
import { isAlive } from './process-alive.ts';

const RENAME_TRIES = 25;
const RENAME_WAIT_MS = 50;
/** Name of a temporary file: the file to replace, the process id of the writer, and random digits. */
const TEMPORARY = /^(.+)\.(\d+)\.[0-9a-f]{8}\.tmp$/;

/**
 * Replaces a file's contents atomically: writes and syncs a temporary file in the same folder, then renames it over the
 * old one. After a crash, the path has either all of the old or all of the new contents. A symbolic link stays; its
 * target is replaced.
 *
 * @param contents Bytes or UTF-8 text, whole or in pieces.
 * @throws the system's error (`ENOSPC`, `EACCES`, …), or {@link FileKindError} for a link to nothing. The old file is
 *   then unchanged and the temporary file removed.
 */
export function replaceFile(
  path: string,
  contents: string | Uint8Array | Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
): Promise<void> {
  return replaceFileBy(path, (temporary) => writeFile(temporary, contents, { flag: 'wx' }));
}

/**
 * Replaces a file like {@link replaceFile}, but `write` creates the temporary file.
 *
 * @throws any error of `write`, or the system's error. The old file is then unchanged and the temporary file removed.
 */
export async function replaceFileBy(path: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const target = await linkTarget(path);
  const temporary = temporaryFor(target);
  try {
    await write(temporary);
    await syncFile(temporary);
    await renamePatiently(temporary, target);
    await syncFolder(dirname(target));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/**
 * Finds temporary files of {@link replaceFile} left by processes that no longer run on this machine; none if the folder
 * can't be read. In a folder that other programs write to, use {@link removeAbandonedFiles}.
 */
export async function abandonedFiles(folder: string): Promise<string[]> {
  const isAbandoned = (name: string) => {
    const pid = TEMPORARY.exec(name)?.[2];
    return pid !== undefined && !isAlive(Number(pid));
  };
  return (await fileNames(folder)).filter(isAbandoned).map((name) => join(folder, name));
}

/** Removes the {@link abandonedFiles} whose file to replace is in the same folder. */
export async function removeAbandonedFiles(folder: string): Promise<void> {
  const names = new Set(await fileNames(folder));
  for (const name of names) {
    const [, replaced = '', pid] = TEMPORARY.exec(name) ?? [];
    if (replaced === '' || isAlive(Number(pid))) continue;
    const mayBeShort = isShortened(replaced, Buffer.byteLength(name) - Buffer.byteLength(replaced));
    const isBeside = names.has(replaced) || (mayBeShort && [...names].some((other) => isLonger(other, replaced)));
    if (isBeside) await rm(join(folder, name), { force: true });
  }
}

function isLonger(name: string, start: string): boolean {
  return name.startsWith(start) && !TEMPORARY.test(name);
}

async function fileNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

function temporaryFor(path: string): string {
  const ending = `.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
  return join(dirname(path), withEnding(basename(path), ending));
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Retries on Windows, where a virus scanner or another reader may keep the destination open for seconds. */
async function renamePatiently(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await rename(from, to);
    } catch (error) {
      const code = systemErrorCode(error);
      const held = process.platform === 'win32' && (code === 'EPERM' || code === 'EACCES' || code === 'EBUSY');
      if (!held || attempt === RENAME_TRIES) throw error;
      await delay(RENAME_WAIT_MS * attempt);
    }
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows can't open a folder for syncing; NTFS journals the rename itself
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // some network file systems can't sync a folder; the write itself is complete
    if (systemErrorCode(error) !== 'EINVAL') throw error;
  } finally {
    await handle.close();
  }
}
