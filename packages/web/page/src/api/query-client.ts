import { MutationCache, QueryClient } from '@tanstack/react-query';
import { notice } from '../shell/notice.ts';
import { ApiProblem, isWrongToken } from './problem.ts';

/** Milliseconds for which an answer is taken as it is. Events say earlier when the library has changed. */
const FRESH_MS = 30_000;
const MOST_RETRIES = 2;

/** The page asks for a new token after the first failure. */
const onceForToken = (failures: number, error: unknown) => failures === 0 && isWrongToken(error);

/** Everything that the page knows from the server. */
export const queryClient = new QueryClient({
  mutationCache: new MutationCache({
    onError: (error) => notice(error.message, error instanceof ApiProblem ? { remedies: error.remedies } : {}),
  }),
  defaultOptions: {
    // the server is on this computer, so a computer without a network reaches it too
    mutations: { networkMode: 'always', retry: onceForToken, retryDelay: 0 },
    queries: {
      networkMode: 'always',
      staleTime: FRESH_MS,
      refetchOnWindowFocus: false,
      // an answer that says no would say no again
      retry: (failures, error) =>
        error instanceof ApiProblem ? onceForToken(failures, error) : failures < MOST_RETRIES,
    },
  },
});
