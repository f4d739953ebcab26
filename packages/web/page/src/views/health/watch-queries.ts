import { mutationOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { queryClient } from '../../api/query-client.ts';
import type { Watch } from '../../api/types.ts';

/** Folders that can be watched, and how those are that are watched; events say when to ask again. */
export const watchQuery = queryOptions({
  queryKey: ['watch'] as const,
  queryFn: async ({ signal }): Promise<Watch> => (await api.GET('/api/watch', { signal })).data!,
});

/** Watches one folder, or no longer. The others stay as they are. */
export const switchWatch = mutationOptions({
  mutationFn: async ({ id, watched }: { id: string; watched: boolean }) => {
    const { folders } = queryClient.getQueryData(watchQuery.queryKey)!;
    const chosen = folders.filter((folder) => (folder.id === id ? watched : folder.watched));
    return (await api.PUT('/api/watch', { body: { folders: chosen.map((folder) => folder.id) } })).data!;
  },
  // one after another, since each change names all folders
  scope: { id: 'watch' },
  onSuccess: (watch) => queryClient.setQueryData(watchQuery.queryKey, watch),
});
