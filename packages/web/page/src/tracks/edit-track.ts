import { mutationOptions } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { queryClient } from '../api/query-client.ts';
import type { components } from '../api/schema.d.ts';
import type { Track } from '../api/types.ts';
import { trackQuery } from './queries.ts';

/** Values of a track that a person sets; null removes one. */
export type TrackEdit = components['schemas']['TrackEdit'];
/** A correction of the beat grid. Times are in milliseconds. */
export type GridAction = components['schemas']['GridAction'];

/** Shows at once the values that a request is about to set, as a person's own. */
function withEdit(track: Track, edit: TrackEdit): Track {
  const own = Object.entries(edit).map(([name, value]) => {
    const before = track[name as keyof TrackEdit] as object;
    return [name, { ...before, value, source: 'you', confidence: null, uncertain: false, alternatives: [] }];
  });
  return { ...track, ...Object.fromEntries(own) };
}

/** Sets values of a track. The page shows them at once, and the earlier ones again if the server refuses. */
export function editTrack(id: string) {
  const { queryKey } = trackQuery(id);
  return mutationOptions({
    mutationKey: ['edit', id],
    mutationFn: async (body: TrackEdit) =>
      (await api.PATCH('/api/tracks/{id}', { params: { path: { id } }, body })).data!,
    onMutate: async (edit) => {
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData(queryKey);
      if (before) queryClient.setQueryData(queryKey, withEdit(before, edit));
      return before;
    },
    onError: (_error, _edit, before) => queryClient.setQueryData(queryKey, before),
    onSuccess: (track) => queryClient.setQueryData(queryKey, track),
  });
}

/** Corrects the beat grid of a track. */
export function changeGrid(id: string) {
  return mutationOptions({
    mutationKey: ['grid', id],
    mutationFn: async (body: GridAction) =>
      (await api.POST('/api/tracks/{id}/grid', { params: { path: { id } }, body })).data!,
    onSuccess: (track) => queryClient.setQueryData(trackQuery(id).queryKey, track),
  });
}
