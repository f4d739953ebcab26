import { diskProblem, TrackError } from '@rbassist/core';

/** Returns a {@link TrackError} unchanged. */
export function unreadableError(path: string, error: unknown): TrackError {
  if (error instanceof TrackError) return error;
  const { message, ...details } = diskProblem(path, 'read', error);
  return new TrackError('unreadable', path, message, details);
}
