import type { Remedy } from './remedy.ts';

const MARKER = Symbol.for('rbassist.error');

/** Options common to every error. */
export interface ErrorDetails {
  /** The error that led to this one. */
  cause?: unknown;
  /** Ways out, the best first. */
  remedies?: readonly Remedy[];
}

/**
 * Base of every error that rbassist throws on purpose. `message` tells a person what happened and to which file; `remedies` say what to do, as data;
 * `code` is stable and meant for programs.
 */
export class RbassistError extends Error {
  readonly code: string;
  /** The file or folder that the error is about. */
  readonly path?: string;
  readonly remedies: readonly Remedy[];

  constructor(code: string, message: string, { cause, remedies = [], path }: ErrorDetails & { path?: string } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.code = code;
    this.remedies = remedies;
    if (path !== undefined) this.path = path;
    Object.defineProperty(this, MARKER, { value: true });
  }

  /** Tells an rbassist error from any other, also when two copies of this package are loaded. */
  static isInstance(value: unknown): value is RbassistError {
    return typeof value === 'object' && value !== null && MARKER in value;
  }
}

const TRACK_ERROR_KINDS = [
  'missing',
  'unreadable',
  'not-audio',
  'corrupt',
  'partial',
  'too-short',
  'timeout',
  'unwritable',
  'internal',
] as const;

/** The reason why one track could not be used. */
export type TrackErrorKind = (typeof TRACK_ERROR_KINDS)[number];

/** One track failed; the run goes on. `code` is the {@link TrackErrorKind}. */
export class TrackError extends RbassistError {
  readonly kind: TrackErrorKind;
  declare readonly path: string;

  constructor(kind: TrackErrorKind, path: string, message: string, details: ErrorDetails = {}) {
    super(kind, message, { ...details, path });
    this.kind = kind;
  }
}

/** A caller passed an invalid option: unknown, of a wrong type, or an impossible value. Code `option`. */
export class OptionError extends RbassistError {
  constructor(message: string, details: ErrorDetails = {}) {
    super('option', message, details);
  }
}

/** A file of the library (meta.json, index, vector) is damaged or of another kind. Code `file-format`. */
export class FileFormatError extends RbassistError {
  declare readonly path: string;

  constructor(path: string, message: string, details: ErrorDetails = {}) {
    super('file-format', message, { ...details, path });
  }
}

/** The data folder can't be used: a file in its place, no permission, a full disk. Code `data-folder`. */
export class DataFolderError extends RbassistError {
  declare readonly path: string;

  constructor(path: string, message: string, details: ErrorDetails = {}) {
    super('data-folder', message, { ...details, path });
  }
}

/** Another process is writing to this library. Code `library-busy`. */
export class LibraryBusyError extends RbassistError {
  declare readonly path: string;

  constructor(path: string, message: string, details: ErrorDetails = {}) {
    super('library-busy', message, { ...details, path });
  }
}

/** Vectors of two embedding spaces would meet. Code `space-mismatch`. */
export class SpaceMismatchError extends RbassistError {
  readonly expected: string;
  readonly found: string;

  constructor(expected: string, found: string, message: string, details: ErrorDetails = {}) {
    super('space-mismatch', message, details);
    this.expected = expected;
    this.found = found;
  }
}

/** Something optional that this call needs is not on this machine. Code `missing-dependency`. */
export class MissingDependencyError extends RbassistError {
  readonly dependency: string;

  constructor(dependency: string, message: string, details: ErrorDetails = {}) {
    super('missing-dependency', message, details);
    this.dependency = dependency;
  }
}

/** Nothing matches what was asked for; `suggestions` are the closest names, best first. Code `not-found`. */
export class NotFoundError extends RbassistError {
  readonly suggestions: readonly string[];

  constructor(message: string, suggestions: readonly string[] = [], details: ErrorDetails = {}) {
    super('not-found', message, details);
    this.suggestions = suggestions;
  }
}

/** The errno code of a failed system call (`ENOENT`, `ENOSPC`), or undefined for any other error. */
export function systemErrorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** The message of whatever was thrown. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
