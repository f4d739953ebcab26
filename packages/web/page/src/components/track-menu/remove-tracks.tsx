import { useEffect, useState } from 'react';
import { queryClient } from '../../api/query-client.ts';
import { isOpen } from '../../jobs/queries.ts';
import { useStartedJob } from '../../jobs/use-started-job.ts';
import { notice } from '../../shell/notice.ts';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import { Button } from '../button/button.tsx';
import { Check } from '../check/check.tsx';
import styles from './track-menu.module.css';

interface RemoveTracksProps {
  ids: readonly string[];
  onDone: () => void;
}

/** Removes tracks from the library, after it has counted them. Their files stay. */
export function RemoveTracks({ ids, onDone }: RemoveTracksProps) {
  const counted = useStartedJob();
  const removed = useStartedJob();
  const [alsoEdited, setAlsoEdited] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: counts once, when the dialog opens
  useEffect(() => counted.start({ kind: 'remove', tracks: [...ids] }), []);
  const { job } = removed;
  // biome-ignore lint/correctness/useExhaustiveDependencies: says so once, when the job is over
  useEffect(() => {
    if (job?.state !== 'done') return;
    // before the events of the server ask for tracks that are gone
    void queryClient.invalidateQueries({ queryKey: ['tracks'] });
    notice(text.menu.removed(Number(job.summary?.forgotten ?? 0)));
    onDone();
  }, [job?.state]);

  const error = counted.job?.error ?? job?.error;
  if (error) return <p role="alert">{shownText(error.detail)}</p>;
  if (!counted.job || isOpen(counted.job)) return <p role="status">{text.menu.counting}</p>;
  const { forgotten = 0, kept = 0 } = counted.job.summary ?? {};
  const count = Number(forgotten) + (alsoEdited ? Number(kept) : 0);
  return (
    <div className={styles.dialog}>
      <p role="status">{text.menu.removes(Number(forgotten))}</p>
      {Number(kept) > 0 && (
        <Check label={text.menu.alsoEdited(Number(kept))} checked={alsoEdited} onChange={setAlsoEdited} />
      )}
      <p className={styles.muted}>{text.menu.removeAbout}</p>
      <div className={styles.tools}>
        <Button
          look="main"
          disabled={count === 0 || (job !== undefined && isOpen(job))}
          onClick={() => removed.start({ kind: 'remove', tracks: [...ids], apply: true, includeEdited: alsoEdited })}
        >
          {text.menu.removeNow(count)}
        </Button>
        <Button onClick={onDone}>{text.folders.cancel}</Button>
      </div>
    </div>
  );
}
