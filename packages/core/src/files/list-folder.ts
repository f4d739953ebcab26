import { readdir } from 'node:fs/promises';
import { systemErrorCode } from '../errors.ts';
import { refuseDanglingLink } from './link-target.ts';

/**
 * Lists the names in a folder, in no particular order. Returns an empty list if the folder does not exist.
 *
 * @throws the system's error (`EACCES`, `ENOTDIR`, …) if the folder can't be read; {@link FileKindError} for a link to
 *   nothing, because the drive with the folder may not be connected.
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
