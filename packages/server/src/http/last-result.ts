import { NotFoundError } from '@rbassist/library';
import type { JobQueue } from '../jobs/job-queue.ts';
import type { JobKind } from '../jobs/job-request.ts';

/** Items of a list that an answer has at most. The job's summary counts all. */
const MOST_LISTED = 1000;

/**
 * Returns the last result of a kind of job.
 *
 * @throws {NotFoundError} if this run of the server has none.
 */
export function lastResult<Result>(jobs: JobQueue, kind: JobKind) {
  const found = jobs.result(kind);
  if (found) return { job: found.job, endedAt: found.endedAt, result: found.result as Result };
  throw new NotFoundError(`There is no result of a ${kind} job yet. Start one.`);
}

/** Returns the first items of a list, as many as an answer has. */
export function listed<Item>(items: readonly Item[]): Item[] {
  return items.slice(0, MOST_LISTED);
}
