import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { components } from '../../api/schema.d.ts';
import type { JobRequest } from '../../api/types.ts';
import { Button } from '../../components/button/button.tsx';
import { ResultAge } from '../../components/result-age/result-age.tsx';
import { pruneQuery, startJob, useHasResult } from '../../jobs/queries.ts';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import styles from './health-view.module.css';
import { PathList } from './path-list.tsx';

type Prune = components['schemas']['PruneResult'];
type Options = Pick<Extract<JobRequest, { kind: 'prune' }>, 'folders' | 'force'>;

/** The removal of tracks whose files are missing, which first shows which ones. */
export function LostTracks() {
  const { data: prune } = useQuery({ ...pruneQuery, enabled: useHasResult('prune') });
  const { mutate: start, isPending } = useMutation(startJob);
  const [options, setOptions] = useState<Options>({});
  const [alsoEdited, setAlsoEdited] = useState(false);
  const look = (after: Options) => {
    setOptions(after);
    setAlsoEdited(false);
    start({ kind: 'prune', apply: false, ...after });
  };
  const isPlan = prune !== undefined && !prune.applied && prune.refused === null;
  const count = isPlan ? prune.counts.forgotten + (alsoEdited ? prune.counts.kept : 0) : 0;
  return (
    <section id="prune" className={styles.section}>
      <div className={styles.head}>
        <h2>{text.health.lost}</h2>
        <Button disabled={isPending} onClick={() => look({})}>
          {text.health.lostLook}
        </Button>
        {count > 0 && (
          <Button
            look="main"
            disabled={isPending}
            onClick={() => start({ kind: 'prune', apply: true, includeEdited: alsoEdited, ...options })}
          >
            {text.health.lostNow(count)}
          </Button>
        )}
      </div>
      <p className={styles.muted}>
        {prune ? outcome(prune) : text.health.lostAbout} {prune && <ResultAge endedAt={prune.endedAt} />}
      </p>
      {prune?.refused && (
        <Refusal refused={prune.refused} busy={isPending} onRemove={(more) => look({ ...options, ...more })} />
      )}
      {isPlan && prune.counts.forgotten > 0 && (
        <PathList
          words={text.health.lostList(prune.counts.forgotten)}
          paths={prune.forgotten}
          count={prune.counts.forgotten}
        />
      )}
      {isPlan && prune.counts.kept > 0 && (
        <>
          <label>
            <input type="checkbox" checked={alsoEdited} onChange={(event) => setAlsoEdited(event.target.checked)} />
            {text.health.lostEdited(prune.counts.kept)}
          </label>
          <PathList
            words={text.health.lostList(prune.counts.kept)}
            paths={prune.kept.map(({ path }) => path)}
            count={prune.counts.kept}
          />
        </>
      )}
      {prune && prune.notOfThisSystem > 0 && (
        <p className={styles.muted}>{text.health.lostElsewhere(prune.notOfThisSystem)}</p>
      )}
    </section>
  );
}

interface RefusalProps {
  refused: NonNullable<Prune['refused']>;
  busy: boolean;
  onRemove: (options: Options) => void;
}

/** Reason why nothing would be removed, and the way to remove it nevertheless. */
function Refusal({ refused: { reason, count, folders }, busy, onRemove }: RefusalProps) {
  return (
    <div className={styles.problem}>
      <p>{reason === 'root' ? text.health.lostDrive : text.health.lostHalf(count)}</p>
      <ul>
        {folders.map(({ id, path, tracks }) => (
          <li key={id}>
            {text.health.lostFolder(tracks)} <bdi>{shownText(path)}</bdi>
          </li>
        ))}
      </ul>
      <Button
        disabled={busy}
        onClick={() => onRemove(reason === 'root' ? { folders: folders.map(({ id }) => id) } : { force: true })}
      >
        {reason === 'root' ? text.health.lostDriveToo : text.health.lostForce}
      </Button>
    </div>
  );
}

function outcome({ applied, refused, counts }: Prune): string {
  if (refused) return text.health.lostAbout;
  return applied ? text.health.lostRemoved(counts.forgotten) : text.health.lostCounted(counts.forgotten);
}
