import { useMutation, useQuery } from '@tanstack/react-query';
import type { LibraryFinding } from '../../api/types.ts';
import { Button } from '../../components/button/button.tsx';
import { Remedy } from '../../components/remedy/remedy.tsx';
import { ResultAge } from '../../components/result-age/result-age.tsx';
import { checkQuery, repairQuery, startJob, useHasResult } from '../../jobs/queries.ts';
import { text } from '../../text/en.ts';
import styles from './health-view.module.css';
import { PathList } from './path-list.tsx';

/** The check of the library, which changes nothing. */
export function LibraryCheck() {
  const { data: check } = useQuery({ ...checkQuery, enabled: useHasResult('check') });
  const { mutate: start, isPending } = useMutation(startJob);
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <h2>{text.health.check}</h2>
        <Button disabled={isPending} onClick={() => start({ kind: 'check' })}>
          {text.health.checkNow}
        </Button>
      </div>
      <p className={styles.muted}>
        {check ? text.health.checked(check.tracks) : text.health.checkAbout}
        {check?.ok && ` ${text.health.fine}`} {check && <ResultAge endedAt={check.endedAt} />}
      </p>
      <ul>
        {check?.findings.map((finding) => (
          <Finding key={`${finding.kind} ${finding.detail}`} finding={finding} />
        ))}
      </ul>
    </section>
  );
}

function Finding({ finding }: { finding: LibraryFinding }) {
  const { kind, count, detail, paths, remedies } = finding;
  const words = text.findings[kind]?.(count, detail ?? '') ?? detail ?? kind;
  return (
    <li className={styles.finding}>
      <PathList words={words} paths={paths} count={count} />
      <div className={styles.remedies}>
        {remedies.map((remedy) => (
          <Remedy key={remedy.action} remedy={remedy} onStart={() => showPart(remedy.action)} />
        ))}
      </div>
    </li>
  );
}

/** Scrolls to the part of the view that shows what a remedy would do, if it has one. */
function showPart(id: string): void {
  document.getElementById(id)?.scrollIntoView({ block: 'nearest' });
}

const REPAIRS = ['moved', 'merged', 'junk', 'unstaged', 'vectors', 'removedFiles'] as const;

/** The repair of the library, which first shows what it would do. */
export function LibraryRepair() {
  const { data: repair } = useQuery({ ...repairQuery, enabled: useHasResult('repair') });
  const { mutate: start, isPending } = useMutation(startJob);
  const changes = repair ? REPAIRS.filter((name) => repair.counts[name] > 0) : [];
  return (
    <section id="repair" className={styles.section}>
      <div className={styles.head}>
        <h2>{text.health.repair}</h2>
        <Button disabled={isPending} onClick={() => start({ kind: 'repair', apply: false })}>
          {text.health.dryRun}
        </Button>
        {repair && !repair.applied && changes.length > 0 && (
          <Button look="main" disabled={isPending} onClick={() => start({ kind: 'repair', apply: true })}>
            {text.health.apply}
          </Button>
        )}
      </div>
      <p className={styles.muted}>
        {outcome(repair, changes.length)} {repair && <ResultAge endedAt={repair.endedAt} />}
      </p>
      <ul>
        {changes.map((name) => (
          <li key={name} className={styles.finding}>
            {text.health.repairs[name](repair!.counts[name])}
          </li>
        ))}
        {repair?.refused.map(({ reason, count }) => (
          <li key={reason} className={styles.finding}>
            {text.health.refusals[reason]?.(count) ?? reason}
          </li>
        ))}
      </ul>
    </section>
  );
}

function outcome(repair: { applied: boolean } | null | undefined, changes: number): string {
  if (!repair) return text.health.repairAbout;
  if (repair.applied) return text.health.repaired;
  return changes === 0 ? text.health.nothingToRepair : text.health.repairAbout;
}
