import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemErrorCode } from '../errors.ts';
import { isFolder } from './is-folder.ts';
import { refuseDanglingLink } from './link-target.ts';

/**
 * Creates a folder and its parent folders if they don't exist. Node's recursive mkdir never returns if the system
 * refuses a folder with ENOENT, as in /proc.
 *
 * @throws {FileKindError} for a link to nothing; the system's error (`EACCES`, `ENOSPC`, `ENOTDIR`, …).
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (await isFolder(path)) return;
    refuseDanglingLink(path);
    if (systemErrorCode(error) !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await makeLast(path);
  }
}

async function makeLast(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    // another process may have created it in the meantime
    if (!(await isFolder(path))) throw error;
  }
}
