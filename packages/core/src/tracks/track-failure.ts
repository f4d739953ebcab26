import { errorMessage, TrackError, type TrackErrorKind } from '../errors.ts';

/** Why a track failed, as plain data, since classes do not cross threads. */
export interface TrackFailure {
  kind: TrackErrorKind;
  message: string;
}

/**
 * What an error says of a track: what it says itself where it is about one, else that something could not be done to it.
 *
 * @param done E.g. "analysed", after "could not be".
 */
export function trackFailure(path: string, error: unknown, done: string): TrackFailure {
  if (error instanceof TrackError) return { kind: error.kind, message: error.message };
  return { kind: 'internal', message: `${path} could not be ${done}: ${errorMessage(error)}` };
}
