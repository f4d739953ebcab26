import { DataFolderError, type ErrorDetails, errorMessage, RbassistError, systemErrorCode } from '../errors.ts';
import type { Remedy } from '../remedy.ts';

/** Where else the files could go, if their folder can't be used. */
export type OtherFolder = Extract<
  Remedy,
  { action: 'choose-data-dir' | 'choose-staging-folder' | 'choose-model-cache' }
>['action'];

const FULL = 'the disk is full';
const NO_ACCESS = 'permission is denied';
const FILE_IN_PLACE = 'there is a file where a folder should be';
const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: FULL,
  EDQUOT: 'your disk quota is used up',
  EFBIG: 'this disk takes no file of that size',
  EACCES: NO_ACCESS,
  EPERM: NO_ACCESS,
  EROFS: 'the disk is read-only',
  EISDIR: 'there is a folder in its place',
  ENOTDIR: FILE_IN_PLACE,
  EEXIST: FILE_IN_PLACE,
};
const FIRST_REMEDY: Readonly<Record<string, (path: string) => Remedy[]>> = {
  ENOSPC: () => [{ action: 'free-space' }],
  EDQUOT: () => [{ action: 'free-space' }],
  EACCES: (path) => [{ action: 'grant-access', path }],
  EPERM: (path) => [{ action: 'grant-access', path }],
  EISDIR: (path) => [{ action: 'move-away', path }],
  ENOTDIR: (path) => [{ action: 'move-away', path }],
  EEXIST: (path) => [{ action: 'move-away', path }],
};

/**
 * Says in plain words why a file or folder can't be read, written or removed, and what to do about it.
 *
 * @param otherFolder Remedy that chooses another folder for such files.
 */
export function diskProblem(
  path: string,
  verb: 'read' | 'written' | 'removed',
  cause: unknown,
  otherFolder: OtherFolder,
): { message: string } & Required<ErrorDetails> {
  const code = systemErrorCode(cause) ?? '';
  const known = Object.hasOwn(REASONS, code);
  const remedies: Remedy[] = known ? [...(FIRST_REMEDY[code]?.(path) ?? []), { action: otherFolder }] : [];
  return { message: `${path} cannot be ${verb}: ${REASONS[code] ?? errorMessage(cause)}.`, cause, remedies };
}

/** Turns a failed read or write of the library's data into a {@link DataFolderError}; passes an error of ours on as it is. */
export function dataFolderError(path: string, verb: 'read' | 'written', cause: unknown): RbassistError {
  if (RbassistError.isInstance(cause)) return cause;
  const { message, ...details } = diskProblem(path, verb, cause, 'choose-data-dir');
  return new DataFolderError(path, message, details);
}
