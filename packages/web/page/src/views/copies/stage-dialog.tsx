import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from '../../components/button/button.tsx';
import { Remedy } from '../../components/remedy/remedy.tsx';
import { Sheet } from '../../components/sheet/sheet.tsx';
import { JobRow } from '../../jobs/job-row.tsx';
import { isOpen, jobsQuery } from '../../jobs/queries.ts';
import { text } from '../../text/en.ts';
import { formatBytes, shownText } from '../../text/format.ts';
import { type StageRequest, stageCopies, stageResultQuery } from './copies-queries.ts';
import styles from './copies-view.module.css';
import { FailedFiles, LeftFiles } from './staged-files.tsx';

/** Files that a dialog lists. */
const MOST_LISTED = 200;

/** A dry run, and the request that it stands for. */
export interface StagePlan {
  readonly job: string;
  readonly request: StageRequest;
}

/** Shows what a dry run found, and asks once before it is done. */
export function StageDialog({ plan, onClose }: { plan: StagePlan | undefined; onClose: () => void }) {
  return (
    <Sheet open={plan !== undefined} label={text.copies.planTitle} onClose={onClose} place="middle">
      {plan && <Plan plan={plan} onClose={onClose} />}
    </Sheet>
  );
}

function Plan({ plan, onClose }: { plan: StagePlan; onClose: () => void }) {
  const { data: jobs = [] } = useQuery(jobsQuery);
  const job = jobs.find(({ id }) => id === plan.job);
  const { data: result, isFetching } = useQuery({ ...stageResultQuery, enabled: job?.state === 'done' });
  const { mutate: stage, isPending } = useMutation(stageCopies);
  if (!job || isOpen(job) || (job.state === 'done' && isFetching)) {
    return (
      <div className={styles.dialog} role="status">
        <p>{text.copies.planning}</p>
        {job && <JobRow job={job} />}
      </div>
    );
  }
  if (job.state !== 'done' || result?.job !== plan.job) {
    const { detail = text.copies.otherPlan, remedies = [] } = job.error ?? {};
    return (
      <div className={styles.dialog} role="alert">
        <p>{text.copies.planFailed}</p>
        <p>{shownText(detail)}</p>
        {remedies.map((remedy) => (
          <Remedy key={remedy.action} remedy={remedy} />
        ))}
      </div>
    );
  }
  const { counts, dest, move, staged, left, problems } = result;
  const size = formatBytes(counts.bytes);
  const confirm = () => stage({ ...plan.request, dryRun: false }, { onSuccess: onClose });
  return (
    <div className={styles.dialog}>
      {counts.staged === 0 ? (
        <p>{text.copies.nothingToMove}</p>
      ) : (
        <>
          <p>
            {move ? text.copies.wouldMove(counts.staged, size) : text.copies.wouldCopy(counts.staged, size)}{' '}
            <bdi className={styles.path}>{shownText(dest)}</bdi>
          </p>
          <p className={styles.muted}>{text.copies.wayBack}</p>
          <details>
            <summary>{text.copies.files}</summary>
            <ul className={styles.paths}>
              {staged.slice(0, MOST_LISTED).map(({ from, to }) => (
                <li key={from}>
                  <bdi>{shownText(from)}</bdi> → <bdi>{shownText(to)}</bdi>
                </li>
              ))}
              {counts.staged > MOST_LISTED && <li>…</li>}
            </ul>
          </details>
        </>
      )}
      <LeftFiles counts={counts.left} files={left} />
      <FailedFiles count={counts.problems} files={problems} />
      <div className={styles.actions}>
        <Button onClick={onClose}>{text.folders.cancel}</Button>
        {counts.staged > 0 && (
          <Button look="main" disabled={isPending} onClick={confirm}>
            {move ? text.copies.moveNow(counts.staged) : text.copies.copyNow(counts.staged)}
          </Button>
        )}
      </div>
    </div>
  );
}
