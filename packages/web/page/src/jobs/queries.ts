import { mutationOptions, queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { withJob } from '../api/events.ts';
import { queryClient } from '../api/query-client.ts';
import type { Job, JobRequest } from '../api/types.ts';

/** Jobs since rbassist started, and the interrupted ones; events keep them up to date. */
export const jobsQuery = queryOptions({
  queryKey: ['jobs'] as const,
  queryFn: async ({ signal }): Promise<Job[]> => (await api.GET('/api/jobs', { signal })).data!.jobs,
});

/** Findings of the last check of the library. It is asked for again when a check ends. */
export const checkQuery = queryOptions({
  queryKey: ['result', 'check'] as const,
  queryFn: async ({ signal }) => (await api.GET('/api/library/check', { signal })).data!,
});

/** Report of the last repair, or of its dry run. It is asked for again when a repair ends. */
export const repairQuery = queryOptions({
  queryKey: ['result', 'repair'] as const,
  queryFn: async ({ signal }) => (await api.GET('/api/library/repair', { signal })).data!,
});

/** Report of the last removal of lost tracks, or of its dry run. It is asked for again when such a job ends. */
export const pruneQuery = queryOptions({
  queryKey: ['result', 'prune'] as const,
  queryFn: async ({ signal }) => (await api.GET('/api/library/prune', { signal })).data!,
});

/** Returns true once a job of a kind has a result, since the server has none before. */
export function useHasResult(kind: Job['kind']): boolean {
  const { data: jobs = [] } = useQuery(jobsQuery);
  return jobs.some((job) => job.kind === kind && job.state === 'done');
}

function remember(job: Job): void {
  queryClient.setQueryData<Job[]>(jobsQuery.queryKey, (jobs = []) => withJob(jobs, job));
}

/** Shows a job that an answer says has started. */
export function rememberStart(job: Job): void {
  // a short job ends before the answer to its start arrives, which would then put it back
  if (!queryClient.getQueryData<Job[]>(jobsQuery.queryKey)?.some(({ id }) => id === job.id)) remember(job);
}

/** Starts a job. */
export const startJob = mutationOptions({
  mutationFn: async (body: JobRequest) => (await api.POST('/api/jobs', { body })).data!,
  onSuccess: rememberStart,
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
