import { DataFolderError, diskProblem, RbassistError } from '@rbassist/core';

/** Keeps rbassist's own errors. */
export function stagingError(path: string, verb: 'read' | 'written', cause: unknown): RbassistError {
  if (RbassistError.isInstance(cause)) return cause;
  const { message, ...details } = diskProblem(path, verb, cause, 'choose-staging-folder');
  return new DataFolderError(path, message, details);
}
