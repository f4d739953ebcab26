import { diskProblem, TrackError } from '@rbassist/core';

/** Turns a failed read of a file into a {@link TrackError}. Returns a TrackError unchanged. */
export function unreadableError(path: string, error: unknown): TrackError {
  if (error instanceof TrackError) return error;
  const { message, ...details } = diskProblem(path, 'read', error);
  return new TrackError('unreadable', path, message, details);
}
