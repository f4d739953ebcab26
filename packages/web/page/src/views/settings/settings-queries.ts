import { mutationOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { queryClient } from '../../api/query-client.ts';
import type { components } from '../../api/schema.d.ts';
import { fileBody } from '../../tracks/export-tracks.ts';

type SettingsChange = components['schemas']['SettingsChange'];
/** A model that vectors come from. */
export type SoundModel = components['schemas']['Models']['models'][number];
/** A model that can be downloaded. */
export type DownloadableModel = Extract<components['schemas']['JobRequest'], { kind: 'pull-model' }>['model'];

/** Settings of the library. */
export const settingsQuery = queryOptions({
  queryKey: ['settings'] as const,
  queryFn: async ({ signal }) => (await api.GET('/api/settings', { signal })).data!,
});

/** Changes settings. */
export const changeSettings = mutationOptions({
  mutationFn: async (body: SettingsChange) => (await api.PATCH('/api/settings', { body })).data!,
  onSuccess: (settings) => queryClient.setQueryData(settingsQuery.queryKey, settings),
});

/** Models of the sound. A download that ends asks for them again. */
export const modelsQuery = queryOptions({
  queryKey: ['result', 'pull-model'] as const,
  queryFn: async ({ signal }) => (await api.GET('/api/models', { signal })).data!,
});

/** A Rekordbox XML file, and the part of it to import. */
export interface XmlImport {
  readonly file: File;
  /** Absent for all values and the playlists. */
  readonly only?: 'tags';
}

/** Brings values and playlists of a Rekordbox XML file into the library, or counts them. */
export const importXml = mutationOptions({
  mutationFn: async ({ file, only, dryRun }: XmlImport & { dryRun: boolean }) => {
    const params = { query: { dryRun: dryRun ? ('1' as const) : ('0' as const), ...(only && { only }) } };
    return (await api.POST('/api/imports/xml', { params, ...fileBody(file) })).data!;
  },
  onSuccess: (_, { dryRun }) => (dryRun ? undefined : queryClient.invalidateQueries()),
});

/** Undoes the last import. */
export const undoImport = mutationOptions({
  mutationFn: async () => (await api.POST('/api/imports/undo')).data!,
  onSuccess: () => queryClient.invalidateQueries(),
});
