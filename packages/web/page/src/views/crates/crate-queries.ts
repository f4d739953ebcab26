import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';
import { type CrateQuery, crateRequest, isEmpty } from './crate-query.ts';

/** A crate with the tracks that make it grow. */
export type ExpandedCrate = components['schemas']['ExpandedCrate'];
/** A track that makes a crate grow. */
export type CrateAddition = ExpandedCrate['added'][number];
/** Facts of a track. */
export type TrackSummary = components['schemas']['TrackSummary'];

/** Tracks that make a crate grow in its own spirit. */
export function crateQuery(query: CrateQuery) {
  return queryOptions({
    queryKey: ['crate', query] as const,
    enabled: !isEmpty(query),
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => (await api.POST('/api/crates/expand', { body: crateRequest(query), signal })).data!,
  });
}
