import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';
import { isComplete, type PlanQuery, pathRequest, planRequest, sequenceRequest } from './plan-query.ts';

type Schemas = components['schemas'];

/** Tracks that were found, and what a plan says of itself. */
export type Found = Schemas['SetSequence'] & Partial<Pick<Schemas['SetPlan'], 'timedOut' | 'broken'>>;

async function find(query: PlanQuery, signal: AbortSignal): Promise<Found> {
  if (query.mode === 'bridge') return (await api.POST('/api/paths', { body: pathRequest(query), signal })).data!;
  if (query.mode === 'near') return (await api.POST('/api/sequences', { body: sequenceRequest(query), signal })).data!;
  return (await api.POST('/api/sets/plan', { body: planRequest(query), signal })).data!;
}

/** Plans what the address asks for; saves nothing. */
export function foundQuery(query: PlanQuery) {
  return queryOptions({
    queryKey: ['plan', query] as const,
    enabled: query.asked && isComplete(query),
    // the same options always give the same plan
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => find(query, signal),
  });
}
