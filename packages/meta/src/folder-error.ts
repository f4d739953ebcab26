import { DataFolderError, errorMessage, systemErrorCode } from '@rbassist/core';

const REMEDIES: Record<string, string> = {
  ENOSPC: 'the disk is full. Make room and try again; the old file is as it was',
  EDQUOT: 'your disk quota is used up. Make room and try again; the old file is as it was',
  EACCES: 'permission is denied. Give yourself access to it, or choose another data folder',
  EPERM: 'permission is denied. Give yourself access to it, or choose another data folder',
  EROFS: 'the disk is read-only. Choose a data folder that can be written',
  EISDIR: 'there is a folder in its place. Move it away, or choose another data folder',
  ENOTDIR: 'there is a file where its folder should be. Move it away, or choose another data folder',
  EEXIST: 'there is a file where its folder should be. Move it away, or choose another data folder',
};

/** Says in a person's words why a file of the data folder could not be read or written, and what to do. */
export function folderError(path: string, verb: 'read' | 'written', cause: unknown): DataFolderError {
  const remedy = REMEDIES[systemErrorCode(cause) ?? ''] ?? errorMessage(cause);
  return new DataFolderError(path, `${path} can't be ${verb}: ${remedy}.`, { cause });
}
