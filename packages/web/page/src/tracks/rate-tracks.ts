import { mutationOptions } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { queryClient } from '../api/query-client.ts';

/** Gives stars to tracks, as one change that can be undone; 0 removes them. */
export const rateTracks = mutationOptions({
  mutationFn: async ({ ids, rating }: { ids: readonly string[]; rating: number }) =>
    (await api.POST('/api/tracks/values', { body: { ids: [...ids], rating: rating || null } })).data!,
  onSuccess: () => {
    for (const key of ['tracks', 'facets', 'track']) void queryClient.invalidateQueries({ queryKey: [key] });
  },
});
