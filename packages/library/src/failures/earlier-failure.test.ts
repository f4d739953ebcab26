import type { TrackErrorKind } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { earlierFailure } from './earlier-failure.ts';

const failed = (kind: TrackErrorKind) => ({ error: { kind, message: '/m/x.mp3 is broken.', signature: '1_2' } });

describe('earlierFailure', () => {
  it.each(['not-audio', 'corrupt', 'too-short', 'unwritable'] as const)('is returned for kind %s', (kind) => {
    expect(earlierFailure('/m/x.mp3', failed(kind), '1_2')).toMatchObject({ kind, path: '/m/x.mp3' });
  });

  it.each(['missing', 'unreadable', 'timeout', 'internal', 'partial'] as const)('is undefined for kind %s', (kind) => {
    expect(earlierFailure('/m/x.mp3', failed(kind), '1_2')).toBeUndefined();
  });

  it('is undefined after the file changed', () => {
    expect(earlierFailure('/m/x.mp3', failed('corrupt'), '1_3')).toBeUndefined();
    expect(earlierFailure('/m/x.mp3', {}, '1_2')).toBeUndefined();
  });
});
