import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { Button } from '../../components/button/button.tsx';
import { PLAN_MODES } from '../../lists/plan-modes.ts';
import { setAddress } from '../../lists/set-address.ts';
import { saveSet, setsQuery } from '../../lists/set-queries.ts';
import { useTitle } from '../../shell/use-title.ts';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import styles from './sets-view.module.css';

/** The saved sets, and a new one. */
export function SetsView() {
  const { data: sets, error } = useQuery(setsQuery);
  const [name, setName] = useState('');
  const [, navigate] = useLocation();
  const { mutate: save, isPending } = useMutation(saveSet(name.trim()));
  useTitle(text.views.sets);

  const create = (event: FormEvent) => {
    event.preventDefault();
    const wanted = name.trim();
    if (!wanted) return;
    if (sets?.some((set) => set.name === wanted)) navigate(setAddress(wanted));
    else save({ rows: [] }, { onSuccess: (set) => navigate(setAddress(set.name)) });
  };
  return (
    <div className={styles.view}>
      <h1>{text.views.sets}</h1>
      <form className={styles.tools} onSubmit={create}>
        <input
          type="text"
          aria-label={text.sets.newName}
          placeholder={text.sets.newName}
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" look="main" disabled={!name.trim() || isPending}>
          {text.sets.create}
        </Button>
      </form>
      <nav className={styles.tools} aria-label={text.plan.ways}>
        {PLAN_MODES.map((mode) => (
          <Link key={mode} href={mode === 'set' ? '/plan' : `/plan?mode=${mode}`}>
            {text.plan.modes[mode]}
          </Link>
        ))}
      </nav>
      {error && <p role="alert">{error.message}</p>}
      {sets?.length === 0 && <p className={styles.muted}>{text.sets.none}</p>}
      <ul className={styles.sets}>
        {sets?.map((set) => (
          <li key={set.name} className={styles.set}>
            <Link href={setAddress(set.name)}>
              <bdi>{shownText(set.name)}</bdi>
            </Link>
            <span className={`${styles.muted} number`}>{text.sets.lengths(set.tracks, set.durationS)}</span>
            {set.problem && <span role="alert">{shownText(set.problem.message)}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
