import { useQuery } from '@tanstack/react-query';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import { facetsQuery } from '../../tracks/queries.ts';
import { EVERYTHING } from '../../tracks/track-query.ts';

/** Values of a list that a person scrolls through. */
const MOST_SHOWN = 200;
const COUNTS = { tag: 'tags', genre: 'genres' } as const;

interface FacetSelectProps {
  name: keyof typeof COUNTS;
  /** The chosen tag or genre; nothing for any. */
  value: string;
  onChange: (value: string) => void;
}

/** Chooses one tag or genre of the library, the most frequent first. */
export function FacetSelect({ name, value, onChange }: FacetSelectProps) {
  const { data: facets } = useQuery(facetsQuery(EVERYTHING));
  const frequent = Object.entries(facets?.[COUNTS[name]] ?? {})
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_SHOWN)
    .map(([each]) => each);
  const values = value === '' || frequent.includes(value) ? frequent : [value, ...frequent];
  return (
    <select aria-label={text.filters.names[name]} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{text.filters.any[name]}</option>
      {values.map((each) => (
        <option key={each} value={each}>
          {shownText(each)}
        </option>
      ))}
    </select>
  );
}
