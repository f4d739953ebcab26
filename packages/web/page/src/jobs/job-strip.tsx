import { useQuery } from '@tanstack/react-query';
import { text } from '../text/en.ts';
import { JobRow } from './job-row.tsx';
import styles from './job-strip.module.css';
import { isOpen, jobsQuery } from './queries.ts';

/** Jobs that run or wait, in one quiet strip of every view. */
export function JobStrip() {
  const { data: jobs = [] } = useQuery(jobsQuery);
  const open = jobs.filter(isOpen);
  return (
    <section aria-label={text.jobs.title} className={styles.strip} hidden={open.length === 0}>
      {open.map((job) => (
        <JobRow key={job.id} job={job} />
      ))}
    </section>
  );
}
