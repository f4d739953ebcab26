import { useState } from 'react';
import { text } from '../../text/en.ts';
import { formatCount, shownText } from '../../text/format.ts';
import { Button } from '../button/button.tsx';
import styles from './filters-panel.module.css';

/** Values that are shown before somebody asks for all. */
const SHOWN_FIRST = 6;
/** Values from which a search among them helps. */
const SEARCHED_FROM = 13;
/** A library may have thousands of genres; the search finds the rest. */
const MOST_SHOWN = 200;

interface FacetListProps {
  name: string;
  counts: Readonly<Record<string, number>>;
  chosen: readonly string[];
  onChoose: (values: string[]) => void;
  label?: (value: string) => string;
  /** Keeps the order of `counts` instead of showing the commonest first. */
  ordered?: boolean;
}

/** Values of a filter as checkboxes with counts: the chosen ones first, then the commonest. */
export function FacetList({ name, counts, chosen, onChoose, label = shownText, ordered = false }: FacetListProps) {
  const [all, setAll] = useState(false);
  const [sought, setSought] = useState('');
  const values = facetValues(counts, chosen, ordered);
  const found = sought ? values.filter((value) => label(value).toLowerCase().includes(sought.toLowerCase())) : values;
  const shown = found.slice(0, all ? MOST_SHOWN : Math.max(SHOWN_FIRST, chosen.length));
  if (values.length === 0) return <p className={styles.count}>{text.filters.none}</p>;

  const toggle = (value: string) =>
    onChoose(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]);
  return (
    <>
      {all && values.length >= SEARCHED_FROM && (
        <input
          type="text"
          className={styles.search}
          aria-label={text.filters.search(name)}
          placeholder={text.filters.search(name)}
          value={sought}
          onChange={(event) => setSought(event.target.value)}
        />
      )}
      <ul className={styles.facets}>
        {shown.map((value) => (
          <li key={value}>
            <label className={styles.check}>
              <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
              <bdi>{label(value)}</bdi>
              <span className={styles.count}>{formatCount(counts[value] ?? 0)}</span>
            </label>
          </li>
        ))}
      </ul>
      {values.length > SHOWN_FIRST && (
        <Button look="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? text.filters.fewer : text.filters.more(values.length)}
        </Button>
      )}
    </>
  );
}

/** Returns the values to offer: chosen ones first, even without tracks, then the commonest, or the order given. */
export function facetValues(
  counts: Readonly<Record<string, number>>,
  chosen: readonly string[],
  ordered: boolean,
): string[] {
  if (ordered) return Object.keys(counts);
  const others = Object.keys(counts).filter((value) => !chosen.includes(value));
  return [...chosen, ...others.sort((a, b) => counts[b]! - counts[a]! || a.localeCompare(b))];
}
