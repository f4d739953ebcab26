import { mutationOptions } from '@tanstack/react-query';
import { api } from '../api/client.ts';

/** Names chosen tracks as a list, which the table can show. The server keeps it until it stops. */
export const chooseTracks = mutationOptions({
  mutationFn: async (ids: readonly string[]) =>
    (await api.POST('/api/chosen-tracks', { body: { ids: [...ids] } })).data!.list,
});

/** Returns true for the name of such a list. */
export function isChosenList(list: string): boolean {
  return list.startsWith('chosen:');
}
