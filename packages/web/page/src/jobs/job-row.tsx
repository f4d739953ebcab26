import { useMutation } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Job } from '../api/types.ts';
import { Button } from '../components/button/button.tsx';
import { Remedy } from '../components/remedy/remedy.tsx';
import { text } from '../text/en.ts';
import { shownText } from '../text/format.ts';
import styles from './job-row.module.css';
import { changeJob, isOpen } from './queries.ts';

/** A job in one line: how far it is, how fast, what is left, and how many files failed. */
export function JobRow({ job }: { job: Job }) {
  const { mutate: change } = useMutation(changeJob);
  const { id, kind, state, done, total, rate, secondsLeft, error } = job;
  const name = text.jobs.kinds[kind] ?? kind;
  const failed = Object.values(job.failures).reduce((sum, count) => sum + count, 0);
  const open = isOpen(job);
  return (
    <div className={styles.job}>
      <span className={styles.name}>{name}</span>
      <progress
        className={styles.progress}
        aria-label={name}
        max={total ?? 1}
        value={open && total === null ? undefined : open ? done : (total ?? 1)}
        data-state={state}
      />
      <span className={`${styles.facts} number`}>
        {(!open || state === 'paused') && <span>{text.jobs.states[state]}</span>}
        {(total !== null || done > 0) && <span>{text.jobs.progress(done, total)}</span>}
        {open && rate !== null && <span>{text.jobs.rate(rate)}</span>}
        {open && secondsLeft !== null && <span>{text.jobs.left(secondsLeft)}</span>}
        {failed > 0 && (
          <Link href="/?state=failed" className={styles.failed}>
            {text.jobs.failures(failed)}
          </Link>
        )}
        {error && <span className={styles.failed}>{shownText(error.detail)}</span>}
      </span>
      <span className={styles.actions}>
        {error?.remedies.map((remedy) => (
          <Remedy key={remedy.action} remedy={remedy} />
        ))}
        {job.canPause && <Button onClick={() => change({ id, action: 'pause' })}>{text.jobs.pause}</Button>}
        {job.canResume && <Button onClick={() => change({ id, action: 'resume' })}>{text.jobs.resume}</Button>}
        {open && <Button onClick={() => change({ id, action: 'cancel' })}>{text.jobs.cancel}</Button>}
      </span>
    </div>
  );
}
