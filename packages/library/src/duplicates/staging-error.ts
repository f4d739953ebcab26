import { DataFolderError, errorMessage, RbassistError, systemErrorCode } from '@rbassist/core';

const FULL = ['ENOSPC', 'EDQUOT'];

/** Puts a failed read or write of the staging folder into a person's words, with the way out; an error of ours passes as it is. */
export function stagingError(path: string, verb: 'read' | 'written', cause: unknown): RbassistError {
  if (RbassistError.isInstance(cause)) return cause;
  const remedy = FULL.includes(systemErrorCode(cause) ?? '')
    ? 'the disk is full. Make room and run the same command again; what was staged is noted and can be put back'
    : `${errorMessage(cause)}. Give yourself access to it, or choose another folder with --dest`;
  return new DataFolderError(path, `${path} cannot be ${verb}: ${remedy}.`, { cause });
}
