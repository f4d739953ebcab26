import { errorMessage, type Remedy, systemErrorCode, TrackError } from '@rbassist/core';

const NO_ACCESS: readonly string[] = ['EACCES', 'EPERM'];

/** Turns a failed read of a file into a {@link TrackError}; passes a track's own error on as it is. */
export function unreadableError(path: string, error: unknown): TrackError {
  if (error instanceof TrackError) return error;
  const message = `${path} cannot be read: ${errorMessage(error)}`;
  return new TrackError('unreadable', path, message, { cause: error, remedies: accessRemedies(path, error) });
}

/** Returns the remedy for a file that the system denies access to, or none for any other error. */
export function accessRemedies(path: string, error: unknown): Remedy[] {
  return NO_ACCESS.includes(systemErrorCode(error) ?? '') ? [{ action: 'grant-access', path }] : [];
}
