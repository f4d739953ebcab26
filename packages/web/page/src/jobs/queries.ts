import { mutationOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { withJob } from '../api/events.ts';
import { ApiProblem } from '../api/problem.ts';
import { queryClient } from '../api/query-client.ts';
import type { Job, JobRequest } from '../api/types.ts';

const NOT_FOUND = 404;

/** Jobs since rbassist started, and the interrupted ones; events keep them up to date. */
export const jobsQuery = queryOptions({
  queryKey: ['jobs'] as const,
  queryFn: async ({ signal }): Promise<Job[]> => (await api.GET('/api/jobs', { signal })).data!.jobs,
});

/** Result of the last job of a kind; null before the first one. It is asked for again when such a job ends. */
function lastResultQuery<Result>(kind: JobRequest['kind'], get: (signal: AbortSignal) => Promise<Result>) {
  return queryOptions({
    queryKey: ['result', kind] as const,
    queryFn: async ({ signal }): Promise<Result | null> => {
      try {
        return await get(signal);
      } catch (error) {
        if (error instanceof ApiProblem && error.status === NOT_FOUND) return null;
        throw error;
      }
    },
  });
}

/** Findings of the last check of the library. */
export const checkQuery = lastResultQuery(
  'check',
  async (signal) => (await api.GET('/api/library/check', { signal })).data!,
);

/** What the last repair of the library did, or would do. */
export const repairQuery = lastResultQuery(
  'repair',
  async (signal) => (await api.GET('/api/library/repair', { signal })).data!,
);

function remember(job: Job): void {
  queryClient.setQueryData<Job[]>(jobsQuery.queryKey, (jobs = []) => withJob(jobs, job));
}

/** Starts a job. */
export const startJob = mutationOptions({
  mutationFn: async (body: JobRequest) => (await api.POST('/api/jobs', { body })).data!,
  onSuccess: remember,
});

/** Ways to change a job that runs or waits. */
export type JobAction = 'cancel' | 'pause' | 'resume';

/** Pauses, resumes or cancels a job. */
export const changeJob = mutationOptions({
  mutationFn: async ({ id, action }: { id: string; action: JobAction }) => {
    const params = { path: { id } };
    if (action === 'pause') return (await api.POST('/api/jobs/{id}/pause', { params })).data!;
    if (action === 'resume') return (await api.POST('/api/jobs/{id}/resume', { params })).data!;
    return (await api.POST('/api/jobs/{id}/cancel', { params })).data!;
  },
  onSuccess: remember,
});

/** Returns true for a job that is not over. */
export function isOpen({ state }: Job): boolean {
  return state === 'waiting' || state === 'running' || state === 'paused';
}
