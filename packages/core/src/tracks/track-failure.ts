import { errorMessage, TrackError, type TrackErrorKind } from '../errors.ts';
import type { Remedy } from '../remedy.ts';

/** Failure of a track as plain data, because class instances can't be sent between threads. */
export interface TrackFailure {
  kind: TrackErrorKind;
  message: string;
  remedies?: readonly Remedy[];
}

/**
 * Turns an error into a track's failure. A {@link TrackError} keeps its own message.
 *
 * @param done Past participle for the message of any other error, e.g. "analysed".
 */
export function trackFailure(path: string, error: unknown, done: string): TrackFailure {
  if (!(error instanceof TrackError)) {
    return { kind: 'internal', message: `${path} could not be ${done}: ${errorMessage(error)}` };
  }
  const { kind, message, remedies } = error;
  return { kind, message, ...(remedies.length > 0 && { remedies }) };
}
