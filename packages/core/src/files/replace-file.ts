import { randomBytes } from 'node:crypto';
import { open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { systemErrorCode } from '../errors.ts';
import { isAlive } from './process-alive.ts';

const RENAME_TRIES = 25;
const RENAME_WAIT_MS = 50;
/** Bytes of a name that every file system takes. */
const LONGEST_NAME = 255;
/** The name of a temporary file: what it is to replace, the process that writes it, and chance. */
const TEMPORARY = /^(.+)\.(\d+)\.[0-9a-f]{8}\.tmp$/;

/**
 * Puts new contents in a file's place so that, whatever happens, the path holds either all of the old or all of the new:
 * a temporary file beside it is written whole, synced, and renamed over it.
 *
 * The popular packages for this issue a single `write` and overlook that a nearly full disk takes only part of it.
 *
 * @param contents Bytes or UTF-8 text, whole or in pieces.
 * @throws the system's error (`ENOSPC`, `EACCES`, …); the old file is then untouched and the temporary one removed.
 */
export function replaceFile(
  path: string,
  contents: string | Uint8Array | Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
): Promise<void> {
  return replaceFileBy(path, (temporary) => writeFile(temporary, contents, { flag: 'wx' }));
}

/**
 * As {@link replaceFile}, for what can only be written by other code: `write` makes the temporary file that it is given the path of.
 *
 * @throws what `write` throws, or the system's error; the old file is then untouched and the temporary one removed.
 */
export async function replaceFileBy(path: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = temporaryFor(path);
  try {
    await write(temporary);
    await syncFile(temporary);
    await renamePatiently(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/**
 * The temporary files of {@link replaceFile} in a folder of which nobody is writing any more: their processes of this machine are gone. For a folder
 * that is ours alone; see {@link removeAbandonedFiles} for others. A folder that cannot be read has none.
 *
 * @returns absolute or relative paths, as `folder` is.
 */
export async function abandonedFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const isAbandoned = (name: string) => {
    const pid = TEMPORARY.exec(name)?.[2];
    return pid !== undefined && !isAlive(Number(pid));
  };
  return names.filter(isAbandoned).map((name) => join(folder, name));
}

/**
 * Removes temporary files from a folder whose processes were killed before they could put them in place. One is known by its name, by the file
 * beside it that it was to replace, and by its process of this machine being gone. A folder that cannot be read is left as it is.
 */
export async function removeAbandonedFiles(folder: string): Promise<void> {
  const names = new Set(await readdir(folder).catch(() => []));
  for (const name of names) {
    const [, replaced, pid] = TEMPORARY.exec(name) ?? [];
    if (replaced && names.has(replaced) && !isAlive(Number(pid))) await rm(join(folder, name), { force: true });
  }
}

function temporaryFor(path: string): string {
  const ending = `.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
  let name = basename(path);
  while (Buffer.byteLength(name) + ending.length > LONGEST_NAME) name = [...name].slice(0, -1).join('');
  return join(dirname(path), name + ending);
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** On Windows a virus scanner may hold the destination for a moment, and a reader of a large one for seconds. */
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
    // some network file systems refuse to sync a folder, which is no reason to fail the write
    if (systemErrorCode(error) !== 'EINVAL') throw error;
  } finally {
    await handle.close();
  }
}
