import { diskProblem, OptionError, RbassistError, systemErrorCode } from '@rbassist/core';

/** Turns a failed read of a user's own file into an error that names the file and what to do. Keeps our own errors. */
export function readProblem(path: string, error: unknown): RbassistError {
  if (RbassistError.isInstance(error)) return error;
  if (systemErrorCode(error) === 'ENOENT') return new OptionError(`There is no file ${path}.`, { cause: error });
  const { message, cause, remedies } = diskProblem(path, 'read', error);
  // the file is the user's own, so moving it away does not help
  return new OptionError(message, { cause, remedies: remedies.filter(({ action }) => action !== 'move-away') });
}
