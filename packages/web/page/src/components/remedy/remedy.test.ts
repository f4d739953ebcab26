import { expect, it } from 'vitest';
import { jobOf } from './remedy.tsx';

it('makes a job of a remedy that rbassist can carry out', () => {
  expect(jobOf({ action: 'rescan', retryFailed: true }, ['k1'])).toEqual({
    kind: 'scan',
    tracks: ['k1'],
    retryFailed: true,
    reEmbed: false,
  });
  expect(jobOf({ action: 'rebuild-index' })).toEqual({ kind: 'index', incremental: false });
});

it('leaves to a person what only a person can do', () => {
  expect(jobOf({ action: 'copy-again' })).toBeUndefined();
  expect(jobOf({ action: 'a-remedy-of-a-later-version' })).toBeUndefined();
});
