import { mutationOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { queryClient } from '../../api/query-client.ts';
import type { components } from '../../api/schema.d.ts';

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

function remember(set: SetDetails): void {
  queryClient.setQueryData(setQuery(set.name).queryKey, set);
  void queryClient.invalidateQueries({ queryKey: setsQuery.queryKey });
}

/** Saves the tracks of a set, or a new set. The page shows the new order at once. */
export function saveSet(name: string) {
  const { queryKey } = setQuery(name);
  return mutationOptions({
    mutationKey: ['save-set', name],
    mutationFn: async (rows: readonly Pick<SetRow, 'track' | 'locked' | 'note'>[]) => {
      const tracks = rows.map(({ track: { id }, locked, note }) => ({ id, locked, note }));
      return (await api.PUT('/api/sets/{name}', { params: { path: { name } }, body: { tracks } })).data!;
    },
    onMutate: async (rows) => {
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData(queryKey);
      // the mixes of the new order are not known yet
      if (before) queryClient.setQueryData(queryKey, { ...before, rows: rows as SetRow[], mixes: [] });
      return before;
    },
    onError: (_error, _rows, before) => queryClient.setQueryData(queryKey, before),
    onSuccess: remember,
  });
}

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
    onSuccess: remember,
  });
}

/** Removes a set. */
export const removeSet = mutationOptions({
  mutationFn: async (name: string) => {
    await api.DELETE('/api/sets/{name}', { params: { path: { name } } });
  },
  onSuccess: () => queryClient.invalidateQueries({ queryKey: setsQuery.queryKey }),
});

/** Kinds of files that a set is handed on as. */
export const EXPORT_KINDS = ['xml', 'nml', 'm3u8', 'csv'] as const;

/** Downloads a set as a file for a DJ program or a spreadsheet. */
export const exportSet = mutationOptions({
  mutationFn: async ({ set, kind }: { set: string; kind: (typeof EXPORT_KINDS)[number] }) => {
    const { data } = await api.POST('/api/exports', { body: { set, kind }, parseAs: 'blob' });
    const address = URL.createObjectURL(data as unknown as Blob);
    const link = document.createElement('a');
    link.href = address;
    link.download = `${set}.${kind}`;
    link.click();
    URL.revokeObjectURL(address);
  },
});
