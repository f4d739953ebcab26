import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { Button } from '../../components/button/button.tsx';
import { isOpen, jobsQuery, startJob } from '../../jobs/queries.ts';
import { text } from '../../text/en.ts';
import { libraryQuery } from '../../tracks/queries.ts';
import styles from './no-map.module.css';

/** Says that there is no map yet, and what makes one. */
export function NoMap() {
  const { data: library } = useQuery(libraryQuery);
  const { start, isMaking } = useMapJob();
  const analysed = Object.values(library?.embedded ?? {}).some((count) => count > 0);
  return (
    <div className={styles.none}>
      <h1>{text.map.none}</h1>
      <p>{text.map.noneAbout}</p>
      {library && !analysed && (
        <p>
          {text.map.needsSound} <Link href="/health">{text.map.scan}</Link>
        </p>
      )}
      {analysed && (
        <>
          <p className={styles.muted}>{text.map.noneOfModel}</p>
          <Button look="main" disabled={isMaking} onClick={start}>
            {text.map.make}
          </Button>
        </>
      )}
      <p role="status">{isMaking && text.map.making}</p>
    </div>
  );
}

/** The job that makes the map, or places new tracks on it. */
export function useMapJob(): { start: () => void; isMaking: boolean } {
  const { data: jobs = [] } = useQuery(jobsQuery);
  const { mutate, isPending } = useMutation(startJob);
  const isMaking = isPending || jobs.some((job) => job.kind === 'map' && isOpen(job));
  return { start: () => mutate({ kind: 'map' }), isMaking };
}
