import { type ErrorDetails, RbassistError } from '@rbassist/core';

/** Error for a batch that does not fit into the memory of a model's device. Code `out-of-memory`. */
export class OutOfMemoryError extends RbassistError {
  constructor(message: string, options: ErrorDetails = {}) {
    super('out-of-memory', message, options);
  }
}
