import { mutationOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { queryClient } from '../../api/query-client.ts';
import { setsQuery } from '../../lists/set-queries.ts';

/** Largest numbers of tracks that one request saves or tags. */
export const MOST_OF_SET = 10_000;
export const MOST_TAGGED = 10_000;

/** Tags that the user gave, the most frequent first. */
export const ownTagsQuery = queryOptions({
  queryKey: ['tags'] as const,
  queryFn: async ({ signal }) => (await api.GET('/api/tags', { signal })).data!.tags,
});

/** Saves tracks as a new set. */
export const saveChosen = mutationOptions({
  mutationFn: async ({ name, ids }: { name: string; ids: readonly string[] }) => {
    const body = { tracks: ids.map((id) => ({ id })) };
    return (await api.PUT('/api/sets/{name}', { params: { path: { name } }, body })).data!;
  },
  onSuccess: () => queryClient.invalidateQueries({ queryKey: setsQuery.queryKey }),
});

/** Adds a tag to tracks. */
export const addTag = mutationOptions({
  mutationFn: async ({ ids, tag }: { ids: readonly string[]; tag: string }) =>
    (await api.POST('/api/tracks/tags', { body: { ids: [...ids], add: [tag] } })).data!,
  onSuccess: () => queryClient.invalidateQueries({ queryKey: ownTagsQuery.queryKey }),
});
