import { type ErrorDetails, RbassistError } from '@rbassist/core';

/** A model's device has no room for what it was given at once; less of it may fit. */
export class OutOfMemoryError extends RbassistError {
  constructor(message: string, options: ErrorDetails = {}) {
    super('out-of-memory', message, options);
  }
}
