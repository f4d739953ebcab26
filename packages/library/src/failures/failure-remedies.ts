import type { Remedy, StoredTrackError, TrackErrorKind } from '@rbassist/core';

const COPY_AGAIN: Remedy = { action: 'copy-again' };
const CONVERT: Remedy = { action: 'convert-file', format: 'FLAC' };

/** Ways out of a failure of each kind, the best first. The message of a partial file says what to do. */
const REMEDIES: Readonly<Record<TrackErrorKind, (path: string) => readonly Remedy[]>> = {
  missing: (path) => [{ action: 'connect-drive', path }, { action: 'repair' }],
  unreadable: (path) => [{ action: 'rescan', paths: [path], retryFailed: true }],
  'not-audio': (path) => [COPY_AGAIN, { action: 'move-away', path }],
  corrupt: () => [COPY_AGAIN, CONVERT],
  partial: () => [],
  'too-short': () => [],
  timeout: (path) => [{ action: 'rescan', paths: [path], retryFailed: true }],
  unwritable: (path) => [{ action: 'grant-access', path }],
  internal: (path) => [{ action: 'rescan', paths: [path], retryFailed: true }],
};

/** Returns the remedies that a failure was stored with, or else those of its kind. */
export function failureRemedies(path: string, { kind, remedies = [] }: StoredTrackError): readonly Remedy[] {
  if (remedies.length > 0) return remedies;
  // a record may hold the kind of a later rbassist
  return Object.hasOwn(REMEDIES, kind) ? REMEDIES[kind](path) : [];
}
