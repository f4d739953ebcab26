import { DataFolderError, errorMessage, RbassistError, systemErrorCode } from '../errors.ts';

const NO_ROOM = 'Make room and run the same command again; what was saved is kept';
const NO_ACCESS = 'permission is denied. Give yourself access to it, or choose another folder with --data-dir';
const FILE_IN_PLACE =
  'there is a file where a folder should be. Move it away, or choose another folder with --data-dir';
const REMEDIES: Readonly<Record<string, string>> = {
  ENOSPC: `the disk is full. ${NO_ROOM}`,
  EDQUOT: `your disk quota is used up. ${NO_ROOM}`,
  EACCES: NO_ACCESS,
  EPERM: NO_ACCESS,
  EROFS: 'the disk is read-only. Choose a folder that can be written with --data-dir',
  EISDIR: 'there is a folder in its place. Move it away, or choose another folder with --data-dir',
  ENOTDIR: FILE_IN_PLACE,
  EEXIST: FILE_IN_PLACE,
};

/** Puts a failed read or write of the library's data into a person's words, with the way out; an error of ours passes as it is. */
export function dataFolderError(path: string, verb: 'read' | 'written', cause: unknown): RbassistError {
  if (RbassistError.isInstance(cause)) return cause;
  const remedy = REMEDIES[systemErrorCode(cause) ?? ''] ?? errorMessage(cause);
  return new DataFolderError(path, `${path} cannot be ${verb}: ${remedy}.`, { cause });
}
