import { readdir } from 'node:fs/promises';
import { systemErrorCode } from '../errors.ts';
import { refuseDanglingLink } from './link-target.ts';

/**
 * Lists the names in a folder, in no particular order; none if the folder does not exist.
 *
 * @throws {FileKindError} for a link to nothing, because its drive may not be connected; the system's error.
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
