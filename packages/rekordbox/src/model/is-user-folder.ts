import { stat } from 'node:fs/promises';
import { readProblem } from '@rbassist/core';

/**
 * Returns true if the path that a user gave is a folder.
 *
 * @throws {OptionError} that names the path, if it can't be read.
 */
export async function isUserFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw readProblem(path, error);
  }
}
