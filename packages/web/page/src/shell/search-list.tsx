import { useEffect, useRef } from 'react';
import { text } from '../text/en.ts';
import styles from './search-list.module.css';
import type { SearchGroup } from './search-results.ts';

interface SearchListProps {
  id: string;
  groups: readonly SearchGroup[];
  /** Place of the chosen result among all. */
  active: number;
  onChoose: (place: number) => void;
}

/** Results of a search below its field, which keeps the focus. */
export function SearchList({ id, groups, active, onChoose }: SearchListProps) {
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the chosen result
  useEffect(() => {
    // it returns a promise in newer browsers, which is no clean-up
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  let place = 0;
  return (
    <div ref={list} id={id} role="listbox" aria-label={text.shell.results} className={styles.list}>
      {groups.map(({ label, results }) => (
        // biome-ignore lint/a11y/useSemanticElements: a listbox groups its options so
        <div key={label} role="group" aria-label={label}>
          <div className={styles.label} aria-hidden="true">
            {label}
          </div>
          {results.map(({ name, about, address }) => {
            const own = place++;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field has the keys
              <div
                key={address}
                id={`${id}-${own}`}
                role="option"
                aria-selected={own === active}
                className={styles.option}
                // the field would lose the focus, and close the list
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => onChoose(own)}
              >
                <bdi>{name}</bdi>
                <bdi className={styles.about}>{about}</bdi>
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
