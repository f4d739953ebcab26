import { TrackError, type TrackErrorKind, type TrackRecord } from '@rbassist/core';
import { failureRemedies } from './failure-remedies.ts';

/** Failures that may go away without a change of the file. */
const TRANSIENT: ReadonlySet<TrackErrorKind> = new Set(['missing', 'unreadable', 'timeout', 'internal']);

/** Returns true if the last attempt to process a track failed. A track with a damaged end does not count. */
export function hasFailed({ error }: Pick<TrackRecord, 'error'>): boolean {
  return Boolean(error) && error?.kind !== 'partial';
}

/**
 * Returns the earlier failure of a file that would fail again. Undefined if it is worth another try: the file has
 * changed since, or the failure may go away by itself.
 *
 * @param signature Fast signature of the file now.
 */
export function earlierFailure(path: string, record: TrackRecord, signature: string): TrackError | undefined {
  const { error } = record;
  if (!error || !hasFailed(record)) return undefined;
  if (error.signature !== signature || TRANSIENT.has(error.kind)) return undefined;
  return new TrackError(error.kind, path, error.message, { remedies: failureRemedies(path, error) });
}
