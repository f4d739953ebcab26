import { readProblem, readRegularFile } from '@rbassist/core';

/**
 * Reads a file that the user names, such as a playlist.
 *
 * @param kind What the file is called in messages.
 * @throws {OptionError} if it can't be read, or is larger than `mostBytes`.
 */
export async function readUserFile(path: string, kind: string, mostBytes: number): Promise<Buffer> {
  try {
    return await readRegularFile(path, mostBytes);
  } catch (error) {
    throw readProblem(path, error, kind);
  }
}
