import { readdir } from 'node:fs/promises';
import { systemErrorCode } from '../errors.ts';

/**
 * Names of the entries in a folder, unordered; none if the folder does not exist.
 *
 * @throws the system's error (`EACCES`, `ENOTDIR`, …) for a folder that exists and can't be read.
 */
export async function listFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
