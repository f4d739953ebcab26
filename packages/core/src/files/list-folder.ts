import { readdir } from 'node:fs/promises';
import { systemErrorCode } from '../errors.ts';
import { refuseDanglingLink } from './link-target.ts';

/**
 * Lists the names of a folder's entries, in no order. Returns none if the folder does not exist.
 *
 * @throws the system's error (`EACCES`, `ENOTDIR`, …) if the folder exists and can't be read; {@link FileKindError} for
 *   a link to nothing, since the folder is on a drive that is not there.
 */
export async function listFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') throw error;
    refuseDanglingLink(folder);
    return [];
  }
}
