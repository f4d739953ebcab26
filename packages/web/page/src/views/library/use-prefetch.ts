import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { trackQuery } from '../../tracks/queries.ts';

/** Milliseconds that the cursor must rest; who runs through the table asks for nothing. */
const REST_MS = 120;

/** Fetches the track under the cursor, so that Space plays it from its drop at once. */
export function usePrefetch(id: string | undefined): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (id === undefined) return;
    const timer = setTimeout(() => void queries.prefetchQuery(trackQuery(id)), REST_MS);
    return () => clearTimeout(timer);
  }, [queries, id]);
}
