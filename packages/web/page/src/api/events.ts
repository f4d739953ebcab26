import type { QueryClient } from '@tanstack/react-query';
import { forgetSession } from './client.ts';
import { setConnection } from './connection.ts';
import type { Job } from './types.ts';

const ADDRESS = '/api/events';
/** Milliseconds between attempts to reach a server that is gone. */
const RETRY_MS = 2000;
/** A scan stores many tracks a second; the table asks again at most this often. */
const REFRESH_MS = 2000;

/** Keys of queries whose answers change with the library. */
const OF_LIBRARY = [
  ...(['library', 'tracks', 'facets', 'track', 'tags', 'lists'] as const),
  ...(['sets', 'pair', 'mix-stars', 'watch', 'copies'] as const),
] as const;

/** Follows the server's events: keeps jobs and the library up to date, and notices when the server is gone or back. */
export function followEvents(queries: QueryClient): () => void {
  let source: EventSource;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let refresh: ReturnType<typeof setTimeout> | undefined;
  let lost = false;

  const refreshLibrary = () => {
    refresh ??= setTimeout(() => {
      refresh = undefined;
      for (const key of OF_LIBRARY) void queries.invalidateQueries({ queryKey: [key] });
      // the answer to a change that is on its way is newer than one from before it
      if (queries.isMutating() === 0) void queries.invalidateQueries({ queryKey: ['set'] });
    }, REFRESH_MS);
  };

  const open = () => {
    source = new EventSource(ADDRESS);
    source.addEventListener('open', () => {
      setConnection('open');
      if (!lost) return;
      lost = false;
      forgetSession();
      void queries.invalidateQueries();
    });
    source.addEventListener('job', ({ data }) => {
      const job = JSON.parse(data) as Job;
      queries.setQueryData<Job[]>(['jobs'], (jobs = []) => withJob(jobs, job));
      if (job.endedAt !== null) void queries.invalidateQueries({ queryKey: ['result', job.kind] });
    });
    source.addEventListener('library', refreshLibrary);
    source.addEventListener('watch', () => void queries.invalidateQueries({ queryKey: ['watch'] }));
    source.addEventListener('reset', () => void queries.invalidateQueries());
    source.addEventListener('error', () => {
      lost = true;
      setConnection('lost');
      // a browser tries again by itself unless the server answered with an error
      if (source.readyState === EventSource.CLOSED) retry = setTimeout(open, RETRY_MS);
    });
  };

  open();
  return () => {
    source.close();
    clearTimeout(retry);
    clearTimeout(refresh);
  };
}

/** Puts a job in the place of its earlier state; a new one comes first. */
export function withJob(jobs: readonly Job[], job: Job): Job[] {
  const known = jobs.some(({ id }) => id === job.id);
  return known ? jobs.map((other) => (other.id === job.id ? job : other)) : [job, ...jobs];
}
