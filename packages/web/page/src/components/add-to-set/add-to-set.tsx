import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useLocation } from 'wouter';
import { addToSet } from '../../lists/queries.ts';
import { setAddress } from '../../lists/set-address.ts';
import { setsQuery } from '../../lists/set-queries.ts';
import { notice } from '../../shell/notice.ts';
import { text } from '../../text/en.ts';
import { Button } from '../button/button.tsx';
import styles from './add-to-set.module.css';

/** Most tracks that one request adds. */
const MOST_ADDED = 10_000;

interface AddToSetProps {
  ids: readonly string[];
  /** Name to begin with. */
  suggested?: string;
  onDone?: () => void;
}

/** Adds tracks to a set: one of the saved ones, or a new one by another name. */
export function AddToSet({ ids, suggested = '', onDone }: AddToSetProps) {
  const { data: sets = [] } = useQuery(setsQuery);
  const { mutate: add, isPending } = useMutation(addToSet);
  const [, navigate] = useLocation();
  const [name, setName] = useState(suggested);
  const listId = useId();
  const wanted = name.trim();
  const known = sets.some((set) => set.name === wanted);

  if (ids.length > MOST_ADDED) return <p>{text.addToSet.tooMany(MOST_ADDED)}</p>;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!wanted || isPending) return;
    const done = (set: { name: string; added: number }) => {
      const open = () => navigate(setAddress(set.name));
      notice(text.addToSet.done(set.added, set.name), { action: { label: text.addToSet.open, run: open } });
      onDone?.();
    };
    add({ name: wanted, ids }, { onSuccess: done });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <input
        type="text"
        list={listId}
        aria-label={text.addToSet.name}
        placeholder={text.addToSet.name}
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <datalist id={listId}>
        {sets.map((set) => (
          <option key={set.name} value={set.name} />
        ))}
      </datalist>
      <Button type="submit" look="main" disabled={!wanted || isPending || ids.length === 0}>
        {known ? text.addToSet.add(ids.length) : text.addToSet.create(ids.length)}
      </Button>
    </form>
  );
}
