import { useMutation, useQuery } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { Job } from '../../api/types.ts';
import { Button } from '../../components/button/button.tsx';
import { Sheet } from '../../components/sheet/sheet.tsx';
import { JobRow } from '../../jobs/job-row.tsx';
import { isOpen, jobsQuery } from '../../jobs/queries.ts';
import { text } from '../../text/en.ts';
import { formatBytes, shownText } from '../../text/format.ts';
import { lastJob, stagedQuery, stageResultQuery, unstageCopies, unstageResultQuery } from './copies-queries.ts';
import styles from './copies-view.module.css';
import { FailedFiles, LeftFiles, PathList } from './staged-files.tsx';

/** Files in the staging folder and the outcome of the last move, with the way back. */
export function StagedBar() {
  const { data: staged } = useQuery(stagedQuery);
  const { data: jobs = [] } = useQuery(jobsQuery);
  const [asks, setAsks] = useState(false);
  const last = lastJob(jobs, 'stage-duplicates', 'unstage-duplicates');
  const busy = last !== undefined && isOpen(last);
  const close = () => setAsks(false);
  const { total = 0, bytes = 0, moved = 0, dest, files = [], elsewhere = [] } = staged ?? {};
  return (
    <section aria-label={text.copies.away} className={styles.away}>
      {last && !busy && <Outcome job={last} />}
      {total > 0 && (
        <div className={styles.line}>
          <details>
            <summary>{text.copies.awayNow(total, formatBytes(bytes))}</summary>
            <p className={styles.muted}>
              <bdi>{shownText(dest)}</bdi>
            </p>
            <PathList paths={files.map(({ from }) => from)} />
          </details>
          <Button disabled={busy} onClick={() => setAsks(true)}>
            <Undo2 size={14} aria-hidden="true" />
            {text.copies.back}
          </Button>
        </div>
      )}
      {elsewhere.map(({ folder, count }) => (
        <p key={folder} className={styles.muted}>
          <bdi>{shownText(text.copies.elsewhere(count, folder))}</bdi>
        </p>
      ))}
      <Sheet open={asks} label={text.copies.backTitle} onClose={close} place="middle">
        <p>{text.copies.backAsk(moved, total - moved)}</p>
        <BackActions total={total} onClose={close} />
      </Sheet>
    </section>
  );
}

function BackActions({ total, onClose }: { total: number; onClose: () => void }) {
  const { mutate: unstage, isPending } = useMutation(unstageCopies);
  return (
    <div className={styles.actions}>
      <Button onClick={onClose}>{text.folders.cancel}</Button>
      <Button look="main" disabled={isPending} onClick={() => unstage(undefined, { onSuccess: onClose })}>
        {text.copies.backNow(total)}
      </Button>
    </div>
  );
}

/** Outcome of the last move. A job that ended early can go on. */
function Outcome({ job }: { job: Job }) {
  const done = job.state === 'done';
  const { data: stage } = useQuery({ ...stageResultQuery, enabled: done && job.kind === 'stage-duplicates' });
  const { data: back } = useQuery({ ...unstageResultQuery, enabled: done && job.kind === 'unstage-duplicates' });
  if (!done) return job.summary?.dryRun === true ? null : <JobRow job={job} />;
  if (stage?.job === job.id && !stage.dryRun) {
    const { counts, move, left, problems } = stage;
    return (
      <div role="status" className={styles.outcome}>
        <p>{move ? text.copies.moved(counts.staged) : text.copies.copied(counts.staged)}</p>
        <LeftFiles counts={counts.left} files={left} />
        <FailedFiles count={counts.problems} files={problems} />
      </div>
    );
  }
  if (back?.job === job.id) {
    return (
      <div role="status" className={styles.outcome}>
        <p>{text.copies.broughtBack(back.counts.restored + back.counts.removedCopies)}</p>
        <FailedFiles count={back.counts.problems} files={back.problems} />
      </div>
    );
  }
  return null;
}
