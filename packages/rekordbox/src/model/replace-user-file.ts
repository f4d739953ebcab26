import { dirname } from 'node:path';
import { diskProblem, OptionError, RbassistError, removeAbandonedFiles, replaceFile } from '@rbassist/core';

/**
 * Replaces a file that the user named, atomically.
 *
 * @throws {OptionError} that names the file, if it can't be written. Errors of the content stay as they are.
 */
export async function replaceUserFile(path: string, content: Parameters<typeof replaceFile>[1]): Promise<void> {
  try {
    await replaceFile(path, content);
    // left by a run that was killed
    await removeAbandonedFiles(dirname(path));
  } catch (error) {
    if (RbassistError.isInstance(error) || !(error instanceof Error) || !('syscall' in error)) throw error;
    const { message, ...details } = diskProblem(path, 'written', error);
    throw new OptionError(message, details);
  }
}
