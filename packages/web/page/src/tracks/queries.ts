import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import type { ColumnName } from '../components/track-list/columns.tsx';
import { PAGE_ROWS } from './shown-pages.ts';
import { queryParams, type TrackQuery } from './track-query.ts';

/** Milliseconds for which a page that nobody looks at is kept, for scrolling back. */
const PAGE_KEPT_MS = 60_000;

/** A page of the library's table, counted from 0. */
export function pageQuery(query: TrackQuery, columns: readonly ColumnName[], page: number) {
  return queryOptions({
    queryKey: ['tracks', query, columns, page] as const,
    gcTime: PAGE_KEPT_MS,
    queryFn: async ({ signal }) => {
      const range = { offset: page * PAGE_ROWS, limit: PAGE_ROWS, columns: columns.join(',') };
      const { data } = await api.GET('/api/tracks', { params: { query: { ...queryParams(query), ...range } }, signal });
      return data!;
    },
  });
}

/** Rows of some tracks; the server chooses their order. */
export function idsQuery(ids: readonly string[], columns: readonly ColumnName[]) {
  return queryOptions({
    queryKey: ['tracks', 'ids', ids, columns] as const,
    gcTime: PAGE_KEPT_MS,
    enabled: ids.length > 0,
    queryFn: async ({ signal }) => {
      const query = { ids: ids.join(','), limit: ids.length, columns: columns.join(',') };
      return (await api.GET('/api/tracks', { params: { query }, signal })).data!.rows;
    },
  });
}

/** Counts of the tracks that pass the filters, by value. */
export function facetsQuery(query: TrackQuery) {
  const { sort: _, ...filters } = queryParams(query);
  return queryOptions({
    queryKey: ['facets', filters] as const,
    queryFn: async ({ signal }) => (await api.GET('/api/tracks/facets', { params: { query: filters }, signal })).data!,
    placeholderData: keepPreviousData,
  });
}

/** All that the library knows of a track. */
export function trackQuery(id: string) {
  return queryOptions({
    queryKey: ['track', id] as const,
    queryFn: async ({ signal }) => (await api.GET('/api/tracks/{id}', { params: { path: { id } }, signal })).data!,
  });
}

/** Overview waveform of a track: three bytes a column. Resolves with none for a track that can't be decoded. */
export function waveformQuery(id: string) {
  return queryOptions({
    queryKey: ['waveform', id] as const,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const path = { id };
      const { data } = await api.GET('/api/tracks/{id}/waveform', { params: { path }, parseAs: 'arrayBuffer', signal });
      return new Uint8Array(data as ArrayBuffer);
    },
  });
}

/** Counts of the whole library. */
export const libraryQuery = queryOptions({
  queryKey: ['library'] as const,
  queryFn: async ({ signal }) => (await api.GET('/api/library', { signal })).data!,
});

/** Tracks of the panel. */
const GOES_WITH = 8;

/** Tracks that go best with a track. */
export function goesWithQuery(id: string) {
  return queryOptions({
    queryKey: ['goes-with', id] as const,
    queryFn: async ({ signal }) => {
      const params = { path: { id }, query: { top: GOES_WITH } };
      return (await api.GET('/api/tracks/{id}/neighbors', { params, signal })).data!;
    },
  });
}

/** Seconds of one part of a detailed waveform. */
export const DETAIL_PART_S = 120;

/** A part of a track's detailed waveform, counted from 0. */
export function detailQuery(id: string, part: number) {
  return queryOptions({
    queryKey: ['waveform', id, part] as const,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const query = { from: part * DETAIL_PART_S, to: (part + 1) * DETAIL_PART_S };
      const params = { path: { id }, query };
      const { data, response } = await api.GET('/api/tracks/{id}/waveform', { params, parseAs: 'arrayBuffer', signal });
      return {
        startS: Number(response.headers.get('x-waveform-start')),
        stepS: Number(response.headers.get('x-waveform-step')),
        bands: new Uint8Array(data as ArrayBuffer),
      };
    },
  });
}

/** Tracks that have these words in their names. */
export function searchQuery(q: string) {
  return queryOptions({
    queryKey: ['search', q] as const,
    queryFn: async ({ signal }) => (await api.GET('/api/search', { params: { query: { q } }, signal })).data!,
    placeholderData: keepPreviousData,
  });
}
