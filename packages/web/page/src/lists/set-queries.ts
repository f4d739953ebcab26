import { mutationOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { queryClient } from '../api/query-client.ts';
import type { components } from '../api/schema.d.ts';
import { type JointMix, mixesAlong, mixesByPair, type Pair, type SetOrder, timelineAlong } from './set-order.ts';

type Schemas = components['schemas'];
/** A saved set, with its mixes rated. */
export type SetDetails = Schemas['SetDetails'];
/** A row of a set. */
export type SetRow = SetDetails['rows'][number];
/** Shape of the energy that a set is put in order for. */
export type EnergyCurve = Extract<NonNullable<Schemas['PlanAgainRequest']['energyCurve']>, string>;

/** Curves in the order in which the page shows them. */
export const ENERGY_CURVES: readonly EnergyCurve[] = ['steady', 'rise', 'peak', 'wave', 'cool-down'];

/** Names and lengths of the saved sets. */
export const setsQuery = queryOptions({
  queryKey: ['sets'] as const,
  queryFn: async ({ signal }) => (await api.GET('/api/sets', { signal })).data!.sets,
});

/** A saved set. */
export function setQuery(name: string) {
  return queryOptions({
    queryKey: ['set', name] as const,
    queryFn: async ({ signal }) => (await api.GET('/api/sets/{name}', { params: { path: { name } }, signal })).data!,
  });
}

/** Shows a set as the server answered. */
function showSaved(set: SetDetails): void {
  queryClient.setQueryData(setQuery(set.name).queryKey, set);
  void queryClient.invalidateQueries({ queryKey: setsQuery.queryKey });
}

/** Returns a set as tracks in an order. */
export function orderOf({ rows, mixes, timeline, playedS }: SetDetails): SetOrder {
  return { tracks: rows.map(({ track }) => track), mixes, timeline, playedS };
}

/** Options of a plan that its set keeps. */
export type KeptPlan = Schemas['KeptPlan'];

/** Tracks to save as a set, and mixes of them that are known already. */
export interface SetToSave {
  readonly rows: readonly Pick<SetRow, 'track' | 'locked' | 'note'>[];
  readonly plan?: KeptPlan;
  readonly known?: ReadonlyMap<string, JointMix>;
}

/** Saves the tracks of a set, or a new set. The page shows the new order at once. */
export function saveSet(name: string) {
  const { queryKey } = setQuery(name);
  return mutationOptions({
    mutationKey: ['save-set', name],
    mutationFn: async ({ rows, plan }: SetToSave) => {
      const tracks = rows.map(({ track: { id }, locked, note }) => ({ id, locked, note }));
      return (await api.PUT('/api/sets/{name}', { params: { path: { name } }, body: { tracks, plan } })).data!;
    },
    onMutate: async ({ rows, known }) => {
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData(queryKey);
      if (before) queryClient.setQueryData(queryKey, expectedSet(before, rows, known));
      return before;
    },
    onError: (_error, _rows, before) => queryClient.setQueryData(queryKey, before),
    onSuccess: showSaved,
  });
}

/** Returns a set with other rows, as the server will probably answer. */
function expectedSet(before: SetDetails, rows: SetToSave['rows'], known?: SetToSave['known']): SetDetails {
  const order = orderOf(before);
  const ids = rows.map(({ track }) => track.id);
  const timeline = timelineAlong(ids, order);
  const mixes = mixesAlong(ids, new Map([...mixesByPair(order), ...(known ?? [])]));
  return { ...before, rows: rows as SetRow[], timeline, mixes: mixes as SetDetails['mixes'] };
}

/** Finds tracks that lead from one track of a set to the next, and returns them without the two. */
export function bridgeTracks(set: SetDetails) {
  return mutationOptions({
    mutationFn: async ({ pair: [from, to], between }: { pair: Pair; between: number }) => {
      const others = set.rows.map(({ track }) => track.id).filter((id) => id !== from && id !== to);
      const body = {
        ...{ from, to, length: between + 2, exclude: { tracks: others } },
        ...(set.weights && { weights: set.weights }),
      };
      const { tracks } = (await api.POST('/api/paths', { body })).data!;
      return tracks.slice(1, -1);
    },
  });
}

/** Saves a set under another name, with the same order; or gives it that name. */
export const nameSet = mutationOptions({
  mutationFn: async ({ set, to, copy }: { set: SetDetails; to: string; copy: boolean }): Promise<SetDetails> => {
    if (!copy) {
      const params = { path: { name: set.name } };
      return (await api.POST('/api/sets/{name}/rename', { params, body: { to } })).data!;
    }
    const tracks = set.rows.map(({ track: { id }, locked, note }) => ({ id, locked, note }));
    return (await api.PUT('/api/sets/{name}', { params: { path: { name: to } }, body: { tracks } })).data!;
  },
  onSuccess: showSaved,
});

/** A change of a set that the server works out. */
export type SetAction =
  | { readonly action: 'order' | 'fill'; readonly energyCurve?: EnergyCurve }
  | { readonly action: 'undo' }
  | { readonly action: 'rate'; readonly place: number; readonly stars: number };

/** Puts a set in order, fills it, undoes its last change, or rates one of its mixes. */
export function changeSet(name: string) {
  const params = { path: { name } };
  return mutationOptions({
    mutationKey: ['change-set', name],
    mutationFn: async (change: SetAction): Promise<SetDetails> => {
      if (change.action === 'undo') return (await api.POST('/api/sets/{name}/undo', { params })).data!;
      if (change.action === 'rate') {
        const { place, stars } = change;
        return (await api.POST('/api/sets/{name}/rate', { params, body: { place, stars } })).data!;
      }
      const body = { energyCurve: change.energyCurve };
      if (change.action === 'order') return (await api.POST('/api/sets/{name}/order', { params, body })).data!.set;
      return (await api.POST('/api/sets/{name}/fill', { params, body })).data!.set;
    },
    onSuccess: showSaved,
  });
}

/** Removes a set. */
export const removeSet = mutationOptions({
  mutationFn: async (name: string) => {
    await api.DELETE('/api/sets/{name}', { params: { path: { name } } });
  },
  onSuccess: () => queryClient.invalidateQueries({ queryKey: setsQuery.queryKey }),
});
