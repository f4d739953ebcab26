import { type ErrorDetails, errorMessage, RbassistError, systemErrorCode } from '@rbassist/core';

/** The model hub did not give what was asked for. */
export class HubError extends RbassistError {
  /** Status of the hub's answer; undefined when there was none. */
  readonly status: number | undefined;
  /** Whether the same request may succeed a little later. */
  readonly transient: boolean;
  /** Seconds that the hub asked to wait. */
  readonly retryAfterS: number | undefined;

  constructor(
    code: string,
    message: string,
    options: ErrorDetails & { status?: number; transient?: boolean; retryAfterS?: number } = {},
  ) {
    super(code, message, options);
    this.status = options.status;
    this.transient = options.transient ?? false;
    this.retryAfterS = options.retryAfterS;
  }
}

/** A model's licence was not accepted, so nothing was downloaded. */
export class ModelLicenseError extends RbassistError {
  constructor(message: string, options: ErrorDetails = {}) {
    super('model-license', message, options);
  }
}

/** What was downloaded is not what its publisher states. */
export class ModelChecksumError extends RbassistError {
  declare readonly path: string;

  constructor(path: string, message: string, options: ErrorDetails = {}) {
    super('model-checksum', message, { ...options, path });
  }
}

/** The cache of models cannot be read or written: a full disk, no permission, a file in its place. */
export class ModelCacheError extends RbassistError {
  declare readonly path: string;

  constructor(path: string, message: string, options: ErrorDetails = {}) {
    super('model-cache', message, { ...options, path });
  }
}

/** Another process is downloading or removing the same model. */
export class ModelBusyError extends RbassistError {
  constructor(message: string, options: ErrorDetails = {}) {
    super('model-busy', message, options);
  }
}

const ELSEWHERE = 'choose another folder with HF_HUB_CACHE';
const NO_ROOM = `Make room, or ${ELSEWHERE}, and run the same command again; what was downloaded is kept`;
const NO_ACCESS = `permission is denied. Give yourself access to it, or ${ELSEWHERE}`;
const FILE_IN_PLACE = `there is a file where a folder should be. Move it away, or ${ELSEWHERE}`;
const REMEDIES: Readonly<Record<string, string>> = {
  ENOSPC: `the disk is full. ${NO_ROOM}`,
  EDQUOT: `your disk quota is used up. ${NO_ROOM}`,
  EFBIG: `this disk takes no file of that size. Please ${ELSEWHERE}`,
  EACCES: NO_ACCESS,
  EPERM: NO_ACCESS,
  EROFS: `the disk is read-only. Please ${ELSEWHERE}`,
  ENOTDIR: FILE_IN_PLACE,
  EEXIST: FILE_IN_PLACE,
};

/** Puts a failed read or write of the cache into a person's words, with the way out; an error of ours passes as it is. */
export function cacheError(path: string, verb: 'read' | 'written' | 'removed', cause: unknown): RbassistError {
  if (RbassistError.isInstance(cause)) return cause;
  const remedy = REMEDIES[systemErrorCode(cause) ?? ''] ?? errorMessage(cause);
  return new ModelCacheError(path, `${path} cannot be ${verb}: ${remedy}.`, { cause });
}
