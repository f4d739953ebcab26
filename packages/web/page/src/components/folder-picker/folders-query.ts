import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';

/** A folder that the server named; its id stands for its path. */
export interface PickedFolder {
  readonly id: string;
  readonly name: string;
}

/** Folders in a folder, or the places to begin with. */
export function foldersQuery(folder: string | undefined) {
  return queryOptions({
    queryKey: ['folders', folder] as const,
    queryFn: async ({ signal }) => (await api.GET('/api/folders', { params: { query: { in: folder } }, signal })).data!,
    placeholderData: keepPreviousData,
  });
}
