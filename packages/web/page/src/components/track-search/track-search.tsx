import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useDeferredValue, useId, useState } from 'react';
import type { TrackRow } from '../../api/types.ts';
import { text } from '../../text/en.ts';
import { formatBpm, shownText } from '../../text/format.ts';
import { searchQuery } from '../../tracks/queries.ts';
import styles from './track-search.module.css';

interface TrackSearchProps {
  /** Name of the field, such as "Add a seed". */
  label: string;
  onChoose: (row: TrackRow) => void;
}

/** Finds one track by words of its names: type, walk with the arrows, Enter chooses. */
export function TrackSearch({ label, onChoose }: TrackSearchProps) {
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const listId = useId();
  const sought = useDeferredValue(typed.trim());
  const { data } = useQuery({ ...searchQuery(sought), enabled: sought !== '' });
  const rows = typed.trim() === '' ? [] : (data?.tracks ?? []);

  const choose = (row: TrackRow | undefined) => {
    if (!row) return;
    setTyped('');
    setActive(0);
    onChoose(row);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setActive((active + 1) % Math.max(1, rows.length));
    else if (event.key === 'ArrowUp') setActive((active - 1 + rows.length) % Math.max(1, rows.length));
    else if (event.key === 'Enter') choose(rows[active]);
    else if (event.key === 'Escape') setTyped('');
    else return;
    event.preventDefault();
  };
  const open = rows.length > 0;
  return (
    <div className={styles.search}>
      <input
        type="text"
        role="combobox"
        aria-label={label}
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={open ? listId : undefined}
        aria-activedescendant={open ? `${listId}-${active}` : undefined}
        placeholder={label}
        maxLength={200}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(0);
        }}
        onKeyDown={press}
      />
      {open && (
        <div id={listId} role="listbox" aria-label={text.search.found} className={styles.found}>
          {rows.map((row, i) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field has the keys
            <div
              key={row.id}
              id={`${listId}-${i}`}
              role="option"
              aria-selected={i === active}
              className={styles.option}
              onClick={() => choose(row)}
            >
              <bdi>{shownText(row.title)}</bdi>
              <bdi className={styles.muted}>{shownText(row.artist)}</bdi>
              <span className={`${styles.muted} number`}>{formatBpm(row.bpm)}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
