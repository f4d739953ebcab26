const MARKER = Symbol.for('rbassist.error');

/** Options common to every error: the error that led to it. */
export interface ErrorCause {
  cause?: unknown;
}

/**
 * Base of every error that rbassist throws on purpose. Its message says what was asked, what is possible and what to do.
 *
 * `code` is stable and meant for programs; `message` is meant for people.
 */
export class RbassistError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options: ErrorCause = {}) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
    Object.defineProperty(this, MARKER, { value: true });
  }

  /** Tells an rbassist error from any other, also when two copies of this package are loaded. */
  static isInstance(value: unknown): value is RbassistError {
    return typeof value === 'object' && value !== null && MARKER in value;
  }
}

/** Why one track could not be used. */
export const TRACK_ERROR_KINDS = [
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

/** One of {@link TRACK_ERROR_KINDS}. */
export type TrackErrorKind = (typeof TRACK_ERROR_KINDS)[number];

/** One track failed; the run goes on. `code` is the {@link TrackErrorKind}. */
export class TrackError extends RbassistError {
  readonly kind: TrackErrorKind;
  readonly path: string;

  constructor(kind: TrackErrorKind, path: string, message: string, options: ErrorCause = {}) {
    super(kind, message, options);
    this.kind = kind;
    this.path = path;
  }
}

/** A caller passed something that cannot be meant: a wrong type, an impossible value. */
export class OptionError extends RbassistError {
  constructor(message: string, options: ErrorCause = {}) {
    super('option', message, options);
  }
}

/** A file of the library (meta, index, vector) is not what it should be. */
export class FileFormatError extends RbassistError {
  readonly path: string;

  constructor(path: string, message: string, options: ErrorCause = {}) {
    super('file-format', message, options);
    this.path = path;
  }
}

/** The data folder cannot be used: a file in its place, no permission, a full disk. */
export class DataFolderError extends RbassistError {
  readonly path: string;

  constructor(path: string, message: string, options: ErrorCause = {}) {
    super('data-folder', message, options);
    this.path = path;
  }
}

/** Another process is writing to this library. */
export class LibraryBusyError extends RbassistError {
  readonly path: string;

  constructor(path: string, message: string, options: ErrorCause = {}) {
    super('library-busy', message, options);
    this.path = path;
  }
}

/** Vectors of two embedding spaces would meet. */
export class SpaceMismatchError extends RbassistError {
  readonly expected: string;
  readonly found: string;

  constructor(expected: string, found: string, message: string, options: ErrorCause = {}) {
    super('space-mismatch', message, options);
    this.expected = expected;
    this.found = found;
  }
}

/** Something optional that this call needs is not on this machine. */
export class MissingDependencyError extends RbassistError {
  readonly dependency: string;

  constructor(dependency: string, message: string, options: ErrorCause = {}) {
    super('missing-dependency', message, options);
    this.dependency = dependency;
  }
}

/** Nothing in the library matches what was asked for; `suggestions` are the closest names, best first. */
export class NotFoundError extends RbassistError {
  readonly suggestions: readonly string[];

  constructor(message: string, suggestions: readonly string[] = [], options: ErrorCause = {}) {
    super('not-found', message, options);
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
