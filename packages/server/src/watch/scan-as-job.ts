import { isDeepStrictEqual } from 'node:util';
import { RbassistError } from '@rbassist/core';
import type { RunScan } from '@rbassist/library';
import type { EventLog } from '../jobs/event-log.ts';
import { ENDED_STATES, type Job } from '../jobs/job.ts';
import type { JobOrder } from '../jobs/job-order.ts';
import type { JobQueue } from '../jobs/job-queue.ts';

/** Parts of the server that a scan as a job needs. */
interface JobParts {
  jobs: JobQueue;
  events: EventLog;
}

const HEARTBEAT_MS = 60_000;

/** Returns a function that scans in the queue, where other jobs that write wait for it. A failed job is used again. */
export function scanAsJob({ jobs, events }: JobParts): RunScan {
  let failed: { id: string; paths: readonly string[] } | undefined;
  return async function* (folders, { followMoves, unfinished, signal }) {
    const paths = [...folders];
    const order: JobOrder<'scan'> = { kind: 'scan', paths, options: { followMoves, unfinished: [...unfinished] } };
    const again = failed && isDeepStrictEqual(failed.paths, paths) && isFailed(jobs, failed.id) ? failed.id : undefined;
    const { id } = again === undefined ? jobs.start(order) : jobs.resume(again, order);
    yield { type: 'walk', found: 0 };
    const { state, error } = await untilOver({ jobs, events }, id, signal);
    failed = state === 'failed' ? { id, paths } : undefined;
    if (state === 'failed' && error) throw new RbassistError(error.code, error.detail);
    return state === 'done' ? 'done' : 'cancelled';
  };
}

function isFailed(jobs: JobQueue, id: string): boolean {
  return jobs.list().some((job) => job.id === id && job.state === 'failed');
}

async function untilOver({ jobs, events }: JobParts, id: string, signal: AbortSignal): Promise<Job> {
  const follower = events.follow({ signal, heartbeatMs: HEARTBEAT_MS });
  while (!ENDED_STATES.includes(jobs.get(id).state)) if ((await follower.next()).done) break;
  return jobs.get(id);
}
