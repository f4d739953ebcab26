import { diskProblem, OptionError, readRegularFile, systemErrorCode } from '@rbassist/core';

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
    if (systemErrorCode(error) === 'ENOENT') throw new OptionError(`There is no ${kind} ${path}.`, { cause: error });
    const { message, cause, remedies } = diskProblem(path, 'read', error);
    // the file is the user's own, so moving it away does not help
    throw new OptionError(message, { cause, remedies: remedies.filter(({ action }) => action !== 'move-away') });
  }
}
