import { lstatSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DataFolderError, type ErrorDetails, errorMessage, RbassistError, systemErrorCode } from '../errors.ts';
import type { Remedy } from '../remedy.ts';
import { FileKindError } from './file-kind-error.ts';

/** Remedy that puts the files of a folder somewhere else. */
export type OtherFolder =
  | 'choose-data-dir'
  | 'choose-staging-folder'
  | 'choose-model-cache'
  | 'choose-temporary-folder';

type Verb = 'read' | 'written' | 'removed';

interface DiskReason {
  reason: string;
  remedy?: (path: string) => Remedy | undefined;
  /** The only verb that the reason fits; absent if it fits all. */
  verb?: Verb;
}

const freeSpace = (): Remedy => ({ action: 'free-space' });
const grantAccess = (path: string): Remedy => ({ action: 'grant-access', path });
const moveAway = (path: string): Remedy => ({ action: 'move-away', path });

const raiseLimit = (limit: 'file-size' | 'open-files') => (): Remedy => ({ action: 'raise-limit', limit });

const NO_ACCESS: DiskReason = { reason: 'permission is denied', remedy: grantAccess };
const NOT_REGULAR: DiskReason = { reason: 'it is not a regular file', remedy: moveAway };
const TOO_MANY_OPEN: DiskReason = { reason: 'too many files are open', remedy: raiseLimit('open-files') };
/** Names the file that is in the way of a folder. A device such as /dev/null had better stay. */
function moveBlockerAway(path: string): Remedy | undefined {
  for (let above = path; above !== dirname(above); above = dirname(above)) {
    const found = lookUp(above);
    if (found && !found.isDirectory()) return isDevice(above) ? undefined : moveAway(above);
  }
  return lookUp(path) ? undefined : moveAway(path);
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
  EFBIG: { reason: 'a file of that size is not allowed here', remedy: raiseLimit('file-size') },
  EMFILE: TOO_MANY_OPEN,
  ENFILE: TOO_MANY_OPEN,
  EACCES: NO_ACCESS,
  EPERM: NO_ACCESS,
  EROFS: { reason: 'the disk is read-only' },
  EISDIR: { reason: 'there is a folder in its place', remedy: moveAway },
  ENOTREGULAR: NOT_REGULAR,
  ENXIO: NOT_REGULAR,
  ETOOLARGE: { reason: 'it is larger than such a file can be', remedy: moveAway },
  EDANGLING: { reason: 'it is a link to a place that does not exist', remedy: moveAway },
  ELOOP: { reason: 'its symbolic links lead in a circle', remedy: moveAway },
  ENOENT: { reason: 'its folder is missing and cannot be created', verb: 'written' },
  ENOTDIR: FILE_IN_PLACE,
  EEXIST: FILE_IN_PLACE,
};

/**
 * Explains in plain words why a file or folder can't be read, written or removed, with the remedies.
 *
 * @param otherFolder Last remedy: choose another folder for such files.
 * @returns the message and details for an error class of the caller.
 */
export function diskProblem(
  path: string,
  verb: Verb,
  cause: unknown,
  otherFolder: OtherFolder,
): { message: string } & Required<ErrorDetails> {
  const code = systemErrorCode(cause) ?? '';
  const known = Object.hasOwn(REASONS, code) ? REASONS[code] : undefined;
  if (!known || (known.verb ?? verb) !== verb) {
    return { message: `${path} cannot be ${verb}: ${errorMessage(cause)}.`, cause, remedies: [] };
  }
  const { reason, remedy } = known;
  const remedies = [remedy?.(path), { action: otherFolder }].filter((each) => each !== undefined);
  return { message: `${path} cannot be ${verb}: ${reason}.`, cause, remedies };
}

/**
 * Turns a failed read or write of the library's data into a {@link DataFolderError}. Returns an rbassist error as it
 * is.
 */
export function dataFolderError(path: string, verb: 'read' | 'written', cause: unknown): RbassistError {
  if (RbassistError.isInstance(cause)) return cause;
  const at = placeInTheWay(cause) ?? path;
  const { message, ...details } = diskProblem(at, verb, cause, 'choose-data-dir');
  return new DataFolderError(at, message, details);
}

/** Names what is in the place of a file, where only the folder of that file is known. */
function placeInTheWay(cause: unknown): string | undefined {
  if (cause instanceof FileKindError) return cause.path;
  if (systemErrorCode(cause) !== 'EISDIR' || !(cause instanceof Error)) return undefined;
  // a file that was to be renamed or copied, and where to
  const { path, dest } = cause as NodeJS.ErrnoException & { dest?: string };
  return dest ?? path;
}
