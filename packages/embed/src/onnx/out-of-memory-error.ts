import { type ErrorDetails, RbassistError } from '@rbassist/core';

/** A model's device has too little memory for the music that it got at once. Code `out-of-memory`. */
export class OutOfMemoryError extends RbassistError {
  constructor(message: string, options: ErrorDetails = {}) {
    super('out-of-memory', message, options);
  }
}
