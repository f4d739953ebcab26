import { useMutation, useQuery } from '@tanstack/react-query';
import type { Job, JobRequest } from '../api/types.ts';
import { jobsQuery, startJob } from './queries.ts';

/** A job that a view starts, and follows. */
export interface StartedJob {
  /** The job as it is now; undefined before its start. */
  readonly job: Job | undefined;
  readonly isPending: boolean;
  start(request: JobRequest): void;
}

/** Starts a job, and follows it. */
export function useStartedJob(): StartedJob {
  const { mutate, data, isPending } = useMutation(startJob);
  const { data: jobs = [] } = useQuery(jobsQuery);
  return {
    job: data && (jobs.find(({ id }) => id === data.id) ?? data),
    isPending,
    start: (request) => mutate(request),
  };
}
