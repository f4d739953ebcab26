import { useQuery } from '@tanstack/react-query';
import type { TrackFacets } from '../../api/types.ts';
import { Button } from '../../components/button/button.tsx';
import { listName } from '../../lists/list-name.ts';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import { facetsQuery } from '../../tracks/queries.ts';
import { activeFilters, type FilterName, type TrackQuery, withoutFilter } from '../../tracks/track-query.ts';
import styles from './no-results.module.css';

interface NoResultsProps {
  query: TrackQuery;
  error: Error | null;
  onChange: (query: TrackQuery) => void;
}

/** Says which filter leaves nothing, with the click that widens it; the one that brings most tracks comes first. */
export function NoResults({ query, error, onChange }: NoResultsProps) {
  const { data: facets } = useQuery(facetsQuery(query));
  if (error) {
    return (
      <div className={styles.none}>
        <p>{error.message}</p>
        {query.list && (
          <Button onClick={() => onChange(withoutFilter(query, 'list'))}>
            {text.filters.clearOne(text.filters.names.list)}
          </Button>
        )}
      </div>
    );
  }
  const gains = activeFilters(query)
    .map((name) => ({ name, count: facets?.without[name] ?? 0 }))
    .sort((a, b) => b.count - a.count);
  return (
    <div className={styles.none}>
      <p>{gains.length > 0 ? text.empty.noResults : text.empty.noTracks}</p>
      <ul className={styles.filters}>
        {gains.map(({ name, count }) => (
          <li key={name} className={styles.filter}>
            <span>{text.empty.without(text.filters.names[name], shownValue(query, name, facets), count)}</span>
            <Button onClick={() => onChange(withoutFilter(query, name))}>{text.empty.widen}</Button>
          </li>
        ))}
      </ul>
      {gains.length > 1 && <Button onClick={() => onChange(withoutFilter(query))}>{text.filters.clear}</Button>}
    </div>
  );
}

function shownValue(query: TrackQuery, name: FilterName, facets: TrackFacets | undefined): string {
  if (name === 'folder') return shownText(facets?.folders.find(({ id }) => id === query.folder)?.name);
  if (name === 'list') return shownText(listName(query.list));
  if (name === 'state') return query.state.map((state) => text.states[state]).join(', ');
  const value = query[name];
  return shownText(typeof value === 'string' ? value : value.join(', '));
}
