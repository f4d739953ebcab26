import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { systemErrorCode } from './errors.ts';

const RENAME_TRIES = 10;
const RENAME_WAIT_MS = 50;

/**
 * Puts new contents in a file's place so that, whatever happens, the path holds either all of the old or all of the new:
 * a temporary file beside it is written whole, synced, and renamed over it.
 *
 * The popular packages for this issue a single `write` and overlook that a nearly full disk takes only part of it.
 *
 * @param contents Bytes or UTF-8 text, whole or in pieces.
 * @throws the system's error (`ENOSPC`, `EACCES`, …); the old file is then untouched and the temporary one removed.
 */
export async function replaceFile(
  path: string,
  contents: string | Uint8Array | Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
): Promise<void> {
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(contents);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await moveFile(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Renames a finished file over its destination and syncs the folder, so that the new name survives a power cut. */
export async function moveFile(from: string, to: string): Promise<void> {
  await renamePatiently(from, to);
  await syncFolder(dirname(to));
}

/** On Windows a virus scanner or reader may hold the destination for a moment. */
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
