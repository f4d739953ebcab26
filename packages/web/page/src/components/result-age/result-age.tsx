import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { changedSince } from '../../jobs/changed-since.ts';
import { jobsQuery } from '../../jobs/queries.ts';
import { text } from '../../text/en.ts';
import { formatMoment, formatSince } from '../../text/format.ts';

const MINUTE_MS = 60_000;

/** Age of a result, and a note if tracks have changed since. */
export function ResultAge({ endedAt }: { endedAt: string }) {
  const [now, setNow] = useState(Date.now);
  const { data: jobs = [] } = useQuery(jobsQuery);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new result has a new age at once
  useEffect(() => {
    const look = () => setNow(Date.now());
    look();
    const timer = setInterval(look, MINUTE_MS);
    return () => clearInterval(timer);
  }, [endedAt]);
  return (
    <>
      <time dateTime={endedAt} title={formatMoment(endedAt)}>
        {text.age.done(formatSince(endedAt, now))}
      </time>
      {changedSince(jobs, endedAt) && ` ${text.age.changed}`}
    </>
  );
}
