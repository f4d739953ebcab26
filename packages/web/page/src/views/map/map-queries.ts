import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { queryParams, type TrackQuery } from '../../tracks/track-query.ts';
import { decodeMap, type MapPoints } from './decode-map.ts';
import type { ColorBy } from './map-query.ts';

/** Points of the map with their tracks. */
export interface LibraryMap extends MapPoints {
  /** Changes with the tracks and their places. */
  readonly tag: string;
  readonly ids: readonly string[];
}

const MOST_ATTEMPTS = 3;

/** Places and tracks of the map. They are asked for again when a job of the kind `map` ends. */
export const mapQuery = queryOptions({
  queryKey: ['result', 'map'] as const,
  queryFn: async ({ signal }): Promise<LibraryMap> => {
    for (let attempt = 1; ; attempt++) {
      const [places, tracks] = await Promise.all([
        api.GET('/api/map', { parseAs: 'arrayBuffer', signal }),
        api.GET('/api/map/ids', { signal }),
      ]);
      const { map: tag, ids } = tracks.data!;
      // a scan may end between the two answers
      if (places.response.headers.get('etag') !== tag && attempt < MOST_ATTEMPTS) continue;
      return { ...decodeMap(places.data as unknown as ArrayBuffer), tag, ids };
    }
  },
});

/** Words that stand out in regions of the map. */
export const mapLabelsQuery = queryOptions({
  queryKey: ['result', 'map', 'labels'] as const,
  queryFn: async ({ signal }) => (await api.GET('/api/map/labels', { signal })).data!.labels,
});

/** One value of each point. */
export function mapValuesQuery(by: ColorBy) {
  return queryOptions({
    // the key begins like that of the library's counts, so that it is asked for again when the library changes
    queryKey: ['facets', 'map', 'values', by] as const,
    queryFn: async ({ signal }) => (await api.GET('/api/map/values', { params: { query: { by } }, signal })).data!,
    placeholderData: keepPreviousData,
  });
}

/** One bit for each point: it passes filters. */
export function mapFilterQuery(filters: TrackQuery) {
  const { sort: _, ...query } = queryParams(filters);
  return queryOptions({
    queryKey: ['facets', 'map', 'filter', query] as const,
    queryFn: async ({ signal }) => {
      const { map, passes } = (await api.GET('/api/map/filter', { params: { query }, signal })).data!;
      return { map, bits: Uint8Array.from(atob(passes), (letter) => letter.charCodeAt(0)) };
    },
    placeholderData: keepPreviousData,
  });
}
