import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './problem.ts';

/** Milliseconds for which an answer is taken as it is. Events say earlier when the library has changed. */
const FRESH_MS = 30_000;
const MOST_RETRIES = 2;

/** Everything that the page knows from the server. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      refetchOnWindowFocus: false,
      // an answer that says no would say no again
      retry: (failures, error) => !(error instanceof ApiProblem) && failures < MOST_RETRIES,
    },
  },
});
