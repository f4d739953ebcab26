import { mutationOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { queryClient } from '../api/query-client.ts';
import type { components } from '../api/schema.d.ts';
import { setQuery, setsQuery } from './set-queries.ts';

type Schemas = components['schemas'];
/** Rules of a playlist. */
export type PlaylistRules = Schemas['PlaylistRules'];
/** A playlist by rules. */
export type RulePlaylist = Schemas['RulePlaylist'];

/** Playlists by rules. */
export const rulePlaylistsQuery = queryOptions({
  queryKey: ['lists', 'rules'] as const,
  queryFn: async ({ signal }) => (await api.GET('/api/rule-playlists', { signal })).data!.playlists,
});

/** Playlists that were imported from DJ programs and files. */
export const importedPlaylistsQuery = queryOptions({
  queryKey: ['lists', 'imported'] as const,
  queryFn: async ({ signal }) => (await api.GET('/api/playlists', { signal })).data!.playlists,
});

const listsChanged = () => queryClient.invalidateQueries({ queryKey: ['lists'] });

/** Adds tracks at the end of a set, which it creates if there is none. */
export const addToSet = mutationOptions({
  mutationFn: async ({ name, ids }: { name: string; ids: readonly string[] }) =>
    (await api.POST('/api/sets/{name}/tracks', { params: { path: { name } }, body: { ids: [...ids] } })).data!,
  onSuccess: ({ name }) => {
    void queryClient.invalidateQueries({ queryKey: setsQuery.queryKey });
    void queryClient.invalidateQueries({ queryKey: setQuery(name).queryKey });
  },
});

/** Stores a playlist file that a person chose in the browser. */
export const sendPlaylist = mutationOptions({
  mutationFn: async (file: File) => {
    const name = file.name.replace(/\.m3u8?$/i, '').trim() || file.name;
    return (await api.POST('/api/playlists', { body: { name, contents: await textOf(file) } })).data!;
  },
  onSuccess: listsChanged,
});

/** Returns the text of a file: UTF-8 or UTF-16, else Windows-1252, which old M3U files are in. */
async function textOf(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const encodings = bytes[0] === 0xff && bytes[1] === 0xfe ? ['utf-16le'] : ['utf-8', 'windows-1252'];
  for (const encoding of encodings) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {}
  }
  return new TextDecoder().decode(bytes);
}

/** Saves a playlist by rules. */
export const saveRules = mutationOptions({
  mutationFn: async ({ name, rules }: { name: string; rules: PlaylistRules }) =>
    (await api.PUT('/api/rule-playlists/{name}', { params: { path: { name } }, body: rules })).data!,
  onSuccess: listsChanged,
});

/** Removes a playlist by rules. */
export const deleteRules = mutationOptions({
  mutationFn: async (name: string) => {
    await api.DELETE('/api/rule-playlists/{name}', { params: { path: { name } } });
  },
  onSuccess: listsChanged,
});

/** Tracks that fit rules. */
export function rulePreviewQuery(rules: PlaylistRules) {
  return queryOptions({
    queryKey: ['lists', 'preview', rules] as const,
    queryFn: async ({ signal }) => (await api.POST('/api/rule-playlists/preview', { body: rules, signal })).data!,
  });
}
