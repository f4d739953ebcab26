import type { Job } from '../api/types.ts';

/** Counts in the summary of a job, by its kind, that say that it changed tracks. */
const CHANGES: Partial<Record<Job['kind'], readonly string[]>> = {
  scan: ['added', 'moved'],
  analyze: ['added'],
  cues: ['added'],
  repair: ['moved', 'merged', 'junk', 'unstaged', 'vectors'],
  prune: ['forgotten'],
  remove: ['forgotten'],
  'stage-duplicates': ['staged'],
  'unstage-duplicates': ['restored'],
};

/** Returns true if a job that ended after a time has changed tracks. */
export function changedSince(jobs: readonly Job[], time: string): boolean {
  return jobs.some(({ kind, endedAt, summary }) => {
    if (endedAt === null || endedAt <= time || !summary) return false;
    const onlyCounted = summary.applied === false || summary.dryRun === true;
    return !onlyCounted && CHANGES[kind]?.some((name) => Number(summary[name] ?? 0) > 0) === true;
  });
}
