import { lstatSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DataFolderError, type ErrorDetails, errorMessage, RbassistError, systemErrorCode } from '../errors.ts';
import type { Remedy } from '../remedy.ts';
import { FileKindError } from './file-kind-error.ts';

export type OtherFolder =
  | 'choose-data-dir'
  | 'choose-staging-folder'
  | 'choose-model-cache'
  | 'choose-temporary-folder';

type Verb = 'read' | 'written' | 'removed' | 'tagged' | 'moved or copied';

interface DiskReason {
  reason: string;
  remedy?: (path: string) => Remedy | undefined;
  /** The only verb for which this reason is true; absent if it is true for all. */
  verb?: Verb;
}

const freeSpace = (): Remedy => ({ action: 'free-space' });
const grantAccess = (path: string): Remedy => ({ action: 'grant-access', path });
const moveAway = (path: string): Remedy => ({ action: 'move-away', path });

const raiseLimit = (limit: 'file-size' | 'open-files') => (): Remedy => ({ action: 'raise-limit', limit });

const NO_ACCESS: DiskReason = { reason: 'permission is denied', remedy: grantAccess };
const NOT_REGULAR: DiskReason = { reason: 'it is not a regular file', remedy: moveAway };
const TOO_MANY_OPEN: DiskReason = { reason: 'too many files are open', remedy: raiseLimit('open-files') };

/** Returns the file that blocks a folder from being created: the path itself, or one above it. */
function blockerOf(path: string): string | undefined {
  for (let above = path; above !== dirname(above); above = dirname(above)) {
    const found = lookUp(above);
    if (found?.isDirectory()) return undefined;
    // moving a device such as /dev/null would break the system
    if (found) return isDevice(above) ? undefined : above;
  }
  return undefined;
}

function moveBlockerAway(path: string): Remedy | undefined {
  const blocker = blockerOf(path);
  return blocker === undefined ? undefined : moveAway(blocker);
}

function isDevice(path: string): boolean {
  const found = lstatSync(path);
  return found.isCharacterDevice() || found.isBlockDevice();
}

function lookUp(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

const FILE_IN_PLACE: DiskReason = { reason: 'there is a file where a folder should be', remedy: moveBlockerAway };
const REASONS: Readonly<Record<string, DiskReason>> = {
  ENOSPC: { reason: 'the disk is full', remedy: freeSpace },
  EDQUOT: { reason: 'your disk quota is used up', remedy: freeSpace },
  EFBIG: { reason: 'the system does not allow a file this large', remedy: raiseLimit('file-size') },
  EMFILE: TOO_MANY_OPEN,
  ENFILE: TOO_MANY_OPEN,
  EACCES: NO_ACCESS,
  EPERM: NO_ACCESS,
  EROFS: { reason: 'the disk is read-only' },
  ENAMETOOLONG: { reason: 'its path is too long' },
  EISDIR: { reason: 'it is a folder, not a file', remedy: moveAway },
  ENOTREGULAR: NOT_REGULAR,
  ENXIO: NOT_REGULAR,
  ETOOLARGE: { reason: 'it is too large for a file of its kind', remedy: moveAway },
  EDANGLING: { reason: 'it is a link, and its target does not exist', remedy: moveAway },
  ELOOP: { reason: 'its symbolic links form a loop', remedy: moveAway },
  ENOENT: { reason: 'its folder is missing and cannot be created', verb: 'written' },
  ENOTDIR: FILE_IN_PLACE,
  EEXIST: FILE_IN_PLACE,
};

/**
 * Explains why a file or folder can't be read, written, removed, tagged or moved, and adds remedies.
 *
 * @param otherFolder Last remedy: choose another folder. Leave it out for the user's own files.
 */
export function diskProblem(
  path: string,
  verb: Verb,
  cause: unknown,
  otherFolder?: OtherFolder,
): { message: string } & Required<ErrorDetails> {
  const code = systemErrorCode(cause) ?? '';
  const known = Object.hasOwn(REASONS, code) ? REASONS[code] : undefined;
  if (!known || (known.verb ?? verb) !== verb) {
    return { message: `${path} cannot be ${verb}: ${errorMessage(cause)}.`, cause, remedies: [] };
  }
  const { reason, remedy } = known;
  // the system names the folder that it could not create, which may be below the caller's path
  const place = known === FILE_IN_PLACE ? (errorPath(cause) ?? path) : path;
  const remedies = [remedy?.(place), otherFolder && { action: otherFolder }].filter((each) => each !== undefined);
  return { message: `${place} cannot be ${verb}: ${reason}.`, cause, remedies };
}

/** Turns a failed read or write into a {@link DataFolderError}. Returns an rbassist error unchanged. */
export function dataFolderError(path: string, verb: 'read' | 'written', cause: unknown): RbassistError {
  if (RbassistError.isInstance(cause)) return cause;
  const at = placeInTheWay(cause) ?? path;
  const { message, ...details } = diskProblem(at, verb, cause, 'choose-data-dir');
  return new DataFolderError(at, message, details);
}

/** Returns the path that blocks a file, if the error names it; the caller may know only the folder. */
function placeInTheWay(cause: unknown): string | undefined {
  if (cause instanceof FileKindError) return cause.path;
  if (systemErrorCode(cause) !== 'EISDIR' || !(cause instanceof Error)) return undefined;
  const { path, dest } = cause as NodeJS.ErrnoException & { dest?: string };
  return dest ?? path;
}

function errorPath(error: unknown): string | undefined {
  return error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : undefined;
}
