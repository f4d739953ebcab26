import { diskProblem, type ErrorDetails, RbassistError } from '@rbassist/core';

/**
 * The model hub did not deliver. Codes: `hub-unauthorized`, `hub-forbidden`, `hub-not-found`, `hub-busy`, `hub-failed`,
 * `hub-unreachable`, `hub-offline`, `hub-answer` (no answer of a model hub), `hub-no-weights` (the model lacks files
 * that rbassist reads).
 */
export class HubError extends RbassistError {
  /** HTTP status of the hub's answer; undefined if there was none. */
  readonly status: number | undefined;
  /** True if the same request may succeed a little later. */
  readonly transient: boolean;
  /** Seconds that the hub asked to wait, if it did. */
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

/** Nobody accepted a model's licence, so nothing was downloaded. Code `model-license`. */
export class ModelLicenseError extends RbassistError {
  constructor(message: string, options: ErrorDetails = {}) {
    super('model-license', message, options);
  }
}

/** A downloaded file is not the one that its publisher states. Code `model-checksum`. */
export class ModelChecksumError extends RbassistError {
  declare readonly path: string;

  constructor(path: string, message: string, options: ErrorDetails = {}) {
    super('model-checksum', message, { ...options, path });
  }
}

/**
 * The cache of models can't be read or written: a full disk, no permission, a file in its place. Code `model-cache`.
 */
export class ModelCacheError extends RbassistError {
  declare readonly path: string;

  constructor(path: string, message: string, options: ErrorDetails = {}) {
    super('model-cache', message, { ...options, path });
  }
}

/** Another process is downloading or removing the same model. Code `model-busy`. */
export class ModelBusyError extends RbassistError {
  constructor(message: string, options: ErrorDetails = {}) {
    super('model-busy', message, options);
  }
}

/** Turns a failed read or write of the cache into a {@link ModelCacheError}; passes an error of ours on as it is. */
export function cacheError(path: string, verb: 'read' | 'written' | 'removed', cause: unknown): RbassistError {
  if (RbassistError.isInstance(cause)) return cause;
  const { message, ...details } = diskProblem(path, verb, cause, 'choose-model-cache');
  return new ModelCacheError(path, message, details);
}
