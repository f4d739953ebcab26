import type { Remedy } from './remedy.ts';

const MARKER = Symbol.for('rbassist.error');

/** Options of every error class. */
export interface ErrorDetails {
  cause?: unknown;
  /** Remedies, the best first. */
  remedies?: readonly Remedy[];
}

/**
 * Base class of every error that rbassist throws on purpose. `message` says what happened to which file, `remedies` say
 * what to do, and `code` is stable, for programs.
 */
export class RbassistError extends Error {
  readonly code: string;
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

  /** Returns plain data for `JSON.stringify`, including the message, which errors usually leave out. */
  toJSON(): { code: string; message: string; remedies: readonly Remedy[]; path?: string } {
    const { name: _, code, message, ...fields } = this;
    return { code, message, ...fields };
  }

  /** Returns true for an rbassist error. Works across copies of this package, where `instanceof` fails. */
  static isInstance(value: unknown): value is RbassistError {
    return typeof value === 'object' && value !== null && MARKER in value;
  }
}

/** Reason why one track failed. */
export type TrackErrorKind =
  | 'missing'
  | 'unreadable'
  /** The file is not audio that rbassist can read. */
  | 'not-audio'
  /** The file is audio that can't be decoded. */
  | 'corrupt'
  | 'partial'
  | 'too-short'
  | 'timeout'
  | 'unwritable'
  /** A bug in rbassist. */
  | 'internal';

/** One track failed; the job continues with the others. `code` is the {@link TrackErrorKind}. */
export class TrackError extends RbassistError {
  readonly kind: TrackErrorKind;
  declare readonly path: string;

  constructor(kind: TrackErrorKind, path: string, message: string, details: ErrorDetails = {}) {
    super(kind, message, { ...details, path });
    this.kind = kind;
  }
}

/** An option or argument is invalid: unknown, of a wrong type, or out of range. Code `option`. */
export class OptionError extends RbassistError {
  /** Name of the invalid option; the message begins with it. */
  readonly option?: string;

  constructor(message: string, { option, ...details }: ErrorDetails & { option?: string } = {}) {
    super('option', message, details);
    if (option !== undefined) this.option = option;
  }
}

/** A library file (meta.json, index, vector) is damaged or has another format. Code `file-format`. */
export class FileFormatError extends RbassistError {
  declare readonly path: string;

  constructor(path: string, message: string, details: ErrorDetails = {}) {
    super('file-format', message, { ...details, path });
  }
}

/** The data folder can't be used, for example without permission or on a full disk. Code `data-folder`. */
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

/** The vectors belong to another embedding space than the caller needs. Code `space-mismatch`. */
export class SpaceMismatchError extends RbassistError {
  readonly expected: string;
  readonly found: string;

  constructor(expected: string, found: string, message: string, details: ErrorDetails = {}) {
    super('space-mismatch', message, details);
    this.expected = expected;
    this.found = found;
  }
}

/** This call needs an optional dependency that is not installed. Code `missing-dependency`. */
export class MissingDependencyError extends RbassistError {
  readonly dependency: string;

  constructor(dependency: string, message: string, details: ErrorDetails = {}) {
    super('missing-dependency', message, details);
    this.dependency = dependency;
  }
}

/** No item has the requested name. Code `not-found`. */
export class NotFoundError extends RbassistError {
  /** Closest names, the best first. */
  readonly suggestions: readonly string[];

  constructor(message: string, suggestions: readonly string[] = [], details: ErrorDetails = {}) {
    super('not-found', message, details);
    this.suggestions = suggestions;
  }
}

/** Returns the code of a failed system call (`ENOENT`, `ENOSPC`), or undefined for any other error. */
export function systemErrorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Returns the message of any thrown value. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
