import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { JobRequest } from '../../api/types.ts';
import { Button } from '../../components/button/button.tsx';
import { startJob } from '../../jobs/queries.ts';
import { text } from '../../text/en.ts';
import { formatCount } from '../../text/format.ts';
import { libraryQuery } from '../../tracks/queries.ts';
import styles from './health-view.module.css';

/** Seconds that a track gets which took too long before: six times as many. */
const LONGER_S = 3600;

/** Failed tracks by kind, each with what to do; the table has their reasons one by one. */
export function Failures() {
  const { data: library } = useQuery(libraryQuery);
  const { mutate: start, isPending } = useMutation(startJob);
  const kinds = Object.entries(library?.failed ?? {}).sort(([, a], [, b]) => b - a);
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <h2>{text.health.errors}</h2>
        {kinds.length > 0 && <Link href="/?state=failed">{text.health.show}</Link>}
      </div>
      {kinds.length === 0 && <p className={styles.muted}>{text.health.noErrors}</p>}
      <ul>
        {kinds.map(([kind, count]) => {
          const name = text.errors[kind] ?? kind;
          const action = kind === 'timeout' ? text.health.retryLonger : text.health.retry;
          return (
            <li key={kind} className={styles.finding}>
              <div>
                <p>
                  {name} <span className="number">{formatCount(count)}</span>
                </p>
                <p className={styles.muted}>{text.errorHelp[kind]}</p>
              </div>
              <Button
                disabled={isPending}
                aria-label={text.health.retryNamed(action, name)}
                onClick={() => start(retryOf(kind))}
              >
                {action}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function retryOf(kind: string): JobRequest {
  return { kind: 'scan', failedAs: kind, ...(kind === 'timeout' && { timeLimitS: LONGER_S }) };
}
