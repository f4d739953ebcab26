import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { type NextQuery, nextParams } from './next-query.ts';

const TOP = 30;

/** Tracks that go with the seeds. */
export function nextTracksQuery(query: NextQuery) {
  return queryOptions({
    queryKey: ['recommendations', query] as const,
    enabled: query.seeds.length > 0,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      (await api.GET('/api/recommendations', { params: { query: nextParams(query, TOP) }, signal })).data!,
  });
}
