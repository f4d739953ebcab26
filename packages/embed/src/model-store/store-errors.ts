import { diskProblem, type ErrorDetails, RbassistError } from '@rbassist/core';

/**
 * Error of a request to the model hub. Codes: `hub-unauthorized`, `hub-forbidden`, `hub-not-found`, `hub-busy`,
 * `hub-failed`, `hub-unreachable`, `hub-offline`, `hub-answer` (the response is not from a model hub), `hub-no-weights`
 * (the model lacks files that rbassist needs).
 */
export class HubError extends RbassistError {
  /** HTTP status of the response; undefined without a response. */
  readonly status: number | undefined;
  readonly transient: boolean;
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

/** Error for a model licence that is not accepted. Nothing was downloaded. Code `model-license`. */
export class ModelLicenseError extends RbassistError {
  constructor(message: string, options: ErrorDetails = {}) {
    super('model-license', message, options);
  }
}

/** Error for a file that does not have the published checksum. Code `model-checksum`. */
export class ModelChecksumError extends RbassistError {
  declare readonly path: string;

  constructor(path: string, message: string, options: ErrorDetails = {}) {
    super('model-checksum', message, { ...options, path });
  }
}

/** Error for a model cache that can't be read or written, for example on a full disk. Code `model-cache`. */
export class ModelCacheError extends RbassistError {
  declare readonly path: string;

  constructor(path: string, message: string, options: ErrorDetails = {}) {
    super('model-cache', message, { ...options, path });
  }
}

/** Error for a model that another process is downloading or removing. Code `model-busy`. */
export class ModelBusyError extends RbassistError {
  constructor(message: string, options: ErrorDetails = {}) {
    super('model-busy', message, options);
  }
}

/** Converts a failed read or write of the cache to a {@link ModelCacheError}. Returns errors of rbassist unchanged. */
export function cacheError(path: string, verb: 'read' | 'written' | 'removed', cause: unknown): RbassistError {
  if (RbassistError.isInstance(cause)) return cause;
  const { message, ...details } = diskProblem(path, verb, cause, 'choose-model-cache');
  return new ModelCacheError(path, message, details);
}
