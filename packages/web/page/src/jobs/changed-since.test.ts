import { describe, expect, it } from 'vitest';
import type { Job } from '../api/types.ts';
import { changedSince } from './changed-since.ts';

const BEFORE = '2026-07-01T10:00:00.000Z';
const NOW = '2026-07-01T11:00:00.000Z';
const AFTER = '2026-07-01T12:00:00.000Z';

function job(kind: Job['kind'], endedAt: string | null, summary: Job['summary']): Job {
  return { kind, endedAt, summary } as Job;
}

describe('changedSince', () => {
  it('is true after a job that changed tracks', () => {
    expect(changedSince([job('scan', AFTER, { added: 3 })], NOW)).toBe(true);
    expect(changedSince([job('scan', AFTER, { added: 0, moved: 1 })], NOW)).toBe(true);
    expect(changedSince([job('prune', AFTER, { forgotten: 2, applied: true })], NOW)).toBe(true);
    expect(changedSince([job('stage-duplicates', AFTER, { staged: 2, dryRun: false })], NOW)).toBe(true);
  });

  it('is false after jobs that changed nothing, dry runs, and what ended before', () => {
    const nothing = [
      job('scan', AFTER, { added: 0, moved: 0, missing: 4 }),
      job('check', AFTER, { findings: 2 }),
      job('prune', AFTER, { forgotten: 2, applied: false }),
      job('stage-duplicates', AFTER, { staged: 2, dryRun: true }),
      job('scan', BEFORE, { added: 3 }),
      job('scan', NOW, { added: 3 }),
      job('scan', null, null),
    ];
    expect(changedSince(nothing, NOW)).toBe(false);
  });
});
