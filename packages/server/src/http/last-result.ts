import { NotFoundError } from '@rbassist/library';
import type { JobQueue } from '../jobs/job-queue.ts';
import type { JobResult, KeptKind } from '../jobs/kept-results.ts';

/** Items of a list that an answer has at most. The job's summary counts all. */
const MOST_LISTED = 1000;

/**
 * Returns the last result of a kind of job, also of one that an earlier server ran.
 *
 * @throws {NotFoundError} if there is none.
 */
export async function lastResult<Kind extends KeptKind>(jobs: JobQueue, kind: Kind): Promise<JobResult<Kind>> {
  const found = await jobs.results.last(kind);
  if (found) return found;
  throw new NotFoundError(`There is no result of a ${kind} job yet. Start one.`);
}

/** Returns the first items of a list, as many as an answer has. */
export function listed<Item>(items: readonly Item[]): Item[] {
  return items.slice(0, MOST_LISTED);
}
