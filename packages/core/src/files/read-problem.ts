import { OptionError, RbassistError, systemErrorCode } from '../errors.ts';
import { diskProblem } from './disk-error.ts';

/**
 * Turns a failed read of a file of the user or of another program into an error that names the file and what to do.
 *
 * @param kind What the file is called if there is none.
 */
export function readProblem(path: string, error: unknown, kind = 'file'): RbassistError {
  if (RbassistError.isInstance(error)) return error;
  if (systemErrorCode(error) === 'ENOENT') return new OptionError(`There is no ${kind} ${path}.`, { cause: error });
  const { message, cause, remedies } = diskProblem(path, 'read', error);
  // the file is not ours, so moving it away does not help
  return new OptionError(message, { cause, remedies: remedies.filter(({ action }) => action !== 'move-away') });
}
