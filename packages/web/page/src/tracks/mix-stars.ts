import { mutationOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { queryClient } from '../api/query-client.ts';
import type { components } from '../api/schema.d.ts';

type MixStars = components['schemas']['MixStars'];

const mixStarsQuery = queryOptions({
  queryKey: ['mix-stars'] as const,
  queryFn: async ({ signal }) => (await api.GET('/api/mix-stars', { signal })).data!.mixes,
});

/** Your stars for the mix of a track into another, 1 to 5; null if there are none. */
export function starsOf(from: string, to: string) {
  const mine = (mix: MixStars) => mix.from === from && mix.to === to;
  return queryOptions({ ...mixStarsQuery, select: (mixes) => mixes.find(mine)?.stars ?? null });
}

/** Gives stars to a mix. The page shows them at once. */
export const saveMixStars = mutationOptions({
  mutationFn: async (body: MixStars) => (await api.PUT('/api/mix-stars', { body })).data!,
  onMutate: async (given) => {
    await queryClient.cancelQueries({ queryKey: mixStarsQuery.queryKey });
    const before = queryClient.getQueryData(mixStarsQuery.queryKey);
    const others = (before ?? []).filter(({ from, to }) => from !== given.from || to !== given.to);
    queryClient.setQueryData(mixStarsQuery.queryKey, [...others, given]);
    return before;
  },
  onError: (_error, _given, before) => queryClient.setQueryData(mixStarsQuery.queryKey, before),
});
