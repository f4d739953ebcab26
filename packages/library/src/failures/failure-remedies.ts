import type { Remedy, StoredTrackError, TrackErrorKind } from '@rbassist/core';

const COPY_AGAIN: Remedy = { action: 'copy-again' };
const CONVERT: Remedy = { action: 'convert-file', format: 'FLAC' };

/** Remedies for each kind of failure, best first. The message of a partial file contains the advice. */
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

/** Returns the stored remedies of a failure, or else those of its kind. */
export function failureRemedies(path: string, { kind, remedies = [] }: StoredTrackError): readonly Remedy[] {
  if (remedies.length > 0) return remedies;
  // a later rbassist may have stored another kind
  return Object.hasOwn(REMEDIES, kind) ? REMEDIES[kind](path) : [];
}
