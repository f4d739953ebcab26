import { DataFolderError, errorMessage, RbassistError, systemErrorCode } from '@rbassist/core';

const REMEDIES: Record<string, string> = {
  ENOSPC: 'the disk is full. Make room and try again',
  EDQUOT: 'your disk quota is used up. Make room and try again',
  EACCES: 'permission is denied. Give yourself access to it, or choose another data folder',
  EPERM: 'permission is denied. Give yourself access to it, or choose another data folder',
  EROFS: 'the disk is read-only. Choose a data folder that can be written',
  ENOTDIR: 'there is a file where its folder should be. Move it away, or choose another data folder',
  EEXIST: 'there is a file where its folder should be. Move it away, or choose another data folder',
};

/** Says in a person's words why the index folder could not be read or written; an error of ours passes as it is. */
export function folderError(path: string, verb: 'read' | 'written', cause: unknown): RbassistError {
  if (RbassistError.isInstance(cause)) return cause;
  const remedy = REMEDIES[systemErrorCode(cause) ?? ''] ?? errorMessage(cause);
  return new DataFolderError(path, `${path} can't be ${verb}: ${remedy}.`, { cause });
}
