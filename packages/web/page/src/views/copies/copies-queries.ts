import { keepPreviousData, mutationOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { queryClient } from '../../api/query-client.ts';
import type { components } from '../../api/schema.d.ts';
import type { Job } from '../../api/types.ts';
import { rememberStart } from '../../jobs/queries.ts';
import type { ShownGroups } from './copies-query.ts';

type Schemas = components['schemas'];
/** Copies that the last search found. */
export type FoundCopies = Schemas['Duplicates'];
/** The file to keep, and its copies. */
export type CopyGroup = FoundCopies['groups'][number];
/** A file of a group. */
export type CopyFile = Schemas['CopyFile'];
/** A request to stage copies. */
export type StageRequest = Schemas['StageRequest'];

/** Groups of one request. */
export const PAGE_GROUPS = 100;

/** A page of the groups that the last search found, counted from 0. */
export function groupsQuery(show: ShownGroups, page: number) {
  const query = { show, limit: PAGE_GROUPS, offset: page * PAGE_GROUPS };
  return queryOptions({
    queryKey: ['copies', 'groups', show, page] as const,
    queryFn: async ({ signal }) => (await api.GET('/api/duplicates', { params: { query }, signal })).data!,
    placeholderData: keepPreviousData,
  });
}

/** Files that the page lists of the staging folder. */
const MOST_STAGED = 200;

/** Files in the staging folder, which can be put back. */
export const stagedQuery = queryOptions({
  queryKey: ['copies', 'staged'] as const,
  queryFn: async ({ signal }) => {
    const params = { query: { limit: MOST_STAGED } };
    return (await api.GET('/api/duplicates/staged', { params, signal })).data!;
  },
});

/** Files that a person marked as no copies of each other. */
export const marksQuery = queryOptions({
  queryKey: ['copies', 'marks'] as const,
  queryFn: async ({ signal }) => (await api.GET('/api/duplicates/not-copies', { signal })).data!.marks,
});

/** Report of the last move, or of its dry run. It is asked for again when such a job ends. */
export const stageResultQuery = queryOptions({
  queryKey: ['result', 'stage-duplicates'] as const,
  queryFn: async ({ signal }) => (await api.GET('/api/duplicates/stage', { signal })).data!,
});

/** Report of the last way back. It is asked for again when such a job ends. */
export const unstageResultQuery = queryOptions({
  queryKey: ['result', 'unstage-duplicates'] as const,
  queryFn: async ({ signal }) => (await api.GET('/api/duplicates/unstage', { signal })).data!,
});

/** Moves or copies copies away, or says what it would do. */
export const stageCopies = mutationOptions({
  mutationFn: async (body: StageRequest): Promise<Job> => (await api.POST('/api/duplicates/stage', { body })).data!,
  onSuccess: rememberStart,
});

/** Puts everything back that was moved away. */
export const unstageCopies = mutationOptions({
  mutationFn: async (): Promise<Job> => (await api.POST('/api/duplicates/unstage', { body: {} })).data!,
  onSuccess: rememberStart,
});

/** Marks files as no copies of each other, or takes the mark back. */
export const markApart = mutationOptions({
  mutationFn: async ({ files, undo = false }: { files: string[]; undo?: boolean }) => {
    await api.POST(undo ? '/api/duplicates/not-copies/undo' : '/api/duplicates/not-copies', { body: { files } });
  },
  onSuccess: () => queryClient.invalidateQueries({ queryKey: ['copies'] }),
});

/** Returns the last job of these kinds; undefined if there is none. */
export function lastJob(jobs: readonly Job[], ...kinds: Job['kind'][]): Job | undefined {
  return jobs.find(({ kind }) => kinds.includes(kind));
}
