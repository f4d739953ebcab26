import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { Button } from '../../components/button/button.tsx';
import { EnergySelect } from '../../components/energy-select/energy-select.tsx';
import { ExportSelect } from '../../components/export-select/export-select.tsx';
import { Popover } from '../../components/popover/popover.tsx';
import { setAddress } from '../../lists/set-address.ts';
import { changeSet, type EnergyCurve, nameSet, removeSet, type SetDetails } from '../../lists/set-queries.ts';
import { text } from '../../text/en.ts';
import styles from './sets-view.module.css';

/** Buttons for a whole set. */
export function SetTools({ set }: { set: SetDetails }) {
  const { name, rows } = set;
  const [, navigate] = useLocation();
  const { mutate: change, isPending } = useMutation(changeSet(name));
  const { mutate: remove } = useMutation(removeSet);
  const [curve, setCurve] = useState<EnergyCurve | ''>('');
  const energyCurve = curve || undefined;
  return (
    <div className={styles.tools}>
      <EnergySelect value={curve} onChange={setCurve} />
      <Button disabled={isPending || rows.length < 3} onClick={() => change({ action: 'order', energyCurve })}>
        {text.sets.order}
      </Button>
      <Button disabled={isPending || rows.length < 2} onClick={() => change({ action: 'fill', energyCurve })}>
        {text.sets.fill}
      </Button>
      <Button look="quiet" disabled={isPending} onClick={() => change({ action: 'undo' })}>
        {text.history.undo}
      </Button>
      <ExportSelect tracks={{ set: name, name }} disabled={rows.length === 0} />
      <NameForm set={set} />
      <Button look="quiet" onClick={() => remove(name, { onSuccess: () => navigate('/sets') })}>
        {text.sets.remove}
      </Button>
    </div>
  );
}

/** Gives a set another name, or saves a version of it under one. */
function NameForm({ set }: { set: SetDetails }) {
  const [, navigate] = useLocation();
  const { mutate, isPending } = useMutation(nameSet);
  const [typed, setTyped] = useState(set.name);
  const to = typed.trim();
  const save = (copy: boolean) =>
    mutate({ set, to, copy }, { onSuccess: ({ name }) => navigate(setAddress(name), { replace: !copy }) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (to && to !== set.name) save(false);
  };
  const disabled = isPending || !to || to === set.name;
  return (
    <Popover label={text.sets.names} trigger={<Button look="quiet">{text.sets.names}</Button>}>
      <form className={styles.form} onSubmit={submit}>
        <input
          type="text"
          aria-label={text.sets.otherName}
          maxLength={200}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <div className={styles.tools}>
          <Button type="submit" look="main" disabled={disabled}>
            {text.sets.rename}
          </Button>
          <Button disabled={disabled} onClick={() => save(true)}>
            {text.sets.copy}
          </Button>
        </div>
      </form>
    </Popover>
  );
}
