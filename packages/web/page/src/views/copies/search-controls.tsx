import { useMutation } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useId } from 'react';
import { Button } from '../../components/button/button.tsx';
import { startJob } from '../../jobs/queries.ts';
import { text } from '../../text/en.ts';
import { type CopiesQuery, CRITERIA, type Criterion, MODES, searchOf } from './copies-query.ts';
import { FolderOptions } from './folder-options.tsx';
import styles from './search-controls.module.css';
import { SearchedFolders } from './searched-folders.tsx';

/** Percent of the sound that copies may differ by. */
const DIFFERENCES = [5, 10, 17, 25];

interface SearchControlsProps {
  query: CopiesQuery;
  /** True while a search runs or waits. */
  busy: boolean;
  /** True if there is a result. */
  again: boolean;
  onChange: (query: CopiesQuery) => void;
}

/** Controls of a search: the way to recognise copies, and the copy to keep. */
export function SearchControls({ query, busy, again, onChange }: SearchControlsProps) {
  const { mutate: start, isPending } = useMutation(startJob);
  const differenceId = useId();
  const folderId = useId();
  const prefer = (criterion: Criterion) => {
    const { prefer: before } = query;
    const after = before.includes(criterion) ? before.filter((other) => other !== criterion) : [...before, criterion];
    onChange({ ...query, prefer: after });
  };
  return (
    <div className={styles.controls}>
      <fieldset className={styles.group}>
        <legend>{text.copies.mode}</legend>
        {MODES.map((mode) => {
          const [name, about] = text.copies.modes[mode];
          return (
            <label key={mode} className={styles.choice}>
              <input
                type="radio"
                name="copies-mode"
                checked={query.mode === mode}
                onChange={() => onChange({ ...query, mode })}
              />
              <span>
                {name}
                <span className={styles.about}>{about}</span>
              </span>
            </label>
          );
        })}
      </fieldset>
      {query.mode === 'acoustic' && (
        <div className={styles.line}>
          <label htmlFor={differenceId}>{text.copies.difference}</label>
          <select
            id={differenceId}
            value={query.difference}
            onChange={(event) => onChange({ ...query, difference: Number(event.target.value) })}
          >
            {[...new Set([...DIFFERENCES, query.difference])].map((percent) => (
              <option key={percent} value={percent}>
                {text.copies.differencePercent(percent)}
              </option>
            ))}
          </select>
        </div>
      )}
      <fieldset className={styles.group}>
        <legend>{text.copies.prefer}</legend>
        {CRITERIA.map((criterion) => {
          const place = query.prefer.indexOf(criterion) + 1;
          return (
            <label key={criterion} className={styles.choice}>
              <input type="checkbox" checked={place > 0} onChange={() => prefer(criterion)} />
              <span>
                {place > 0 && query.prefer.length > 1 && `${text.copies.place(place)} `}
                {text.copies.criteria[criterion as keyof typeof text.copies.criteria]}
              </span>
            </label>
          );
        })}
        <p className={styles.about}>{text.copies.preferAbout}</p>
      </fieldset>
      <SearchedFolders chosen={query.folders} onChange={(chosen) => onChange({ ...query, folders: chosen })} />
      <div className={styles.group}>
        <label htmlFor={folderId} className={styles.name}>
          {text.copies.keepIn}
        </label>
        <select
          id={folderId}
          value={query.keepIn}
          onChange={(event) => onChange({ ...query, keepIn: event.target.value })}
        >
          <option value="">{text.copies.anyFolder}</option>
          <FolderOptions />
        </select>
      </div>
      <Button look={again ? 'plain' : 'main'} disabled={busy || isPending} onClick={() => start(searchOf(query))}>
        <Search size={14} aria-hidden="true" />
        {again ? text.copies.searchAgain : text.copies.search}
      </Button>
    </div>
  );
}
