import { useQueries, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { PRESET_NAMES, SCORE_PARTS } from '../../api/engine-values.ts';
import { IconButton } from '../../components/button/button.tsx';
import { Slider } from '../../components/slider/slider.tsx';
import { TrackSearch } from '../../components/track-search/track-search.tsx';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import { facetsQuery, trackQuery } from '../../tracks/queries.ts';
import { EVERYTHING } from '../../tracks/track-query.ts';
import { type NextQuery, weightOf, withWeight } from './next-query.ts';
import styles from './next-view.module.css';

interface NextOptionsProps {
  query: NextQuery;
  onChange: (query: NextQuery) => void;
}

/** Seeds, weights and filters. */
export function NextOptions({ query, onChange }: NextOptionsProps) {
  const { data: facets } = useQuery(facetsQuery(EVERYTHING));
  const set = (changes: Partial<NextQuery>) => onChange({ ...query, ...changes });
  const without = (ids: readonly string[], id: string) => ids.filter((other) => other !== id);
  const options = (counts: Readonly<Record<string, number>> = {}) =>
    Object.keys(counts)
      .sort((a, b) => counts[b]! - counts[a]!)
      .slice(0, 200)
      .map((value) => (
        <option key={value} value={value}>
          {shownText(value)}
        </option>
      ));
  return (
    <div className={styles.options}>
      <h2>{text.next.seeds}</h2>
      <SeedList ids={query.seeds} label={text.next.seeds} onRemove={(id) => set({ seeds: without(query.seeds, id) })} />
      <TrackSearch label={text.next.addSeed} onChoose={({ id }) => set({ seeds: [...without(query.seeds, id), id] })} />
      {query.unlike.length > 0 && (
        <>
          <h3>{text.next.unlike}</h3>
          <SeedList
            ids={query.unlike}
            label={text.next.unlike}
            onRemove={(id) => set({ unlike: without(query.unlike, id) })}
          />
        </>
      )}
      <h2>{text.next.weights}</h2>
      <select
        aria-label={text.next.preset}
        value={query.preset}
        onChange={(event) => set({ preset: event.target.value as NextQuery['preset'], weights: {} })}
      >
        {PRESET_NAMES.map((preset) => (
          <option key={preset} value={preset}>
            {text.next.presets[preset]}
          </option>
        ))}
      </select>
      {SCORE_PARTS.map((part) => (
        <Slider
          key={part}
          name={text.next.parts[part]!}
          value={weightOf(query, part)}
          onChange={(weight) => onChange(withWeight(query, part, weight))}
        />
      ))}
      <h2>{text.filters.label}</h2>
      <Typed label={text.next.tempoPct} value={query.tempoPct} decimal onChange={(tempoPct) => set({ tempoPct })} />
      <Typed label={text.next.words} value={query.words} onChange={(words) => set({ words })} />
      <select aria-label={text.filters.names.tag} value={query.tag} onChange={(e) => set({ tag: e.target.value })}>
        <option value="">{text.next.anyTag}</option>
        {options(facets?.tags)}
      </select>
      <select
        aria-label={text.filters.names.genre}
        value={query.genre}
        onChange={(event) => set({ genre: event.target.value })}
      >
        <option value="">{text.next.anyGenre}</option>
        {options(facets?.genres)}
      </select>
      <select
        aria-label={text.filters.names.rating}
        value={query.rating}
        onChange={(event) => set({ rating: event.target.value })}
      >
        <option value="">{text.filters.anyRating}</option>
        {[1, 2, 3, 4, 5].map((stars) => (
          <option key={stars} value={`${stars}-`}>
            {text.filters.stars(stars)}
          </option>
        ))}
      </select>
      <label className={styles.check}>
        <input type="checkbox" checked={query.anyKey} onChange={(event) => set({ anyKey: event.target.checked })} />
        {text.next.anyKey}
      </label>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={query.newArtist}
          onChange={(event) => set({ newArtist: event.target.checked })}
        />
        {text.next.newArtist}
      </label>
    </div>
  );
}

function SeedList({ ids, label, onRemove }: { ids: readonly string[]; label: string; onRemove: (id: string) => void }) {
  const tracks = useQueries({ queries: ids.map((id) => trackQuery(id)) });
  if (ids.length === 0) return null;
  return (
    <ul aria-label={label} className={styles.seeds}>
      {ids.map((id, i) => {
        const track = tracks[i]?.data;
        const name = shownText(track?.title ?? track?.name) || '…';
        return (
          <li key={id} className={styles.seed}>
            <bdi>{name}</bdi>
            <span className={`${styles.muted} number`}>{track?.key.value}</span>
            <IconButton label={text.next.remove(name)} onClick={() => onRemove(id)}>
              <X size={14} aria-hidden="true" />
            </IconButton>
          </li>
        );
      })}
    </ul>
  );
}

/** A text that counts when it is done: Enter, or leaving the field. */
function Typed(props: { label: string; value: string; decimal?: boolean; onChange: (value: string) => void }) {
  const { label, value, decimal = false, onChange } = props;
  const settle = (typed: string) => {
    const clean = decimal ? typed.replace(',', '.').replace(/[^\d.]/g, '') : typed.trim();
    if (clean !== value) onChange(clean);
  };
  return (
    <input
      key={value}
      type="text"
      inputMode={decimal ? 'decimal' : 'text'}
      aria-label={label}
      placeholder={label}
      maxLength={decimal ? 5 : 200}
      defaultValue={value}
      onKeyDown={(event) => event.key === 'Enter' && settle(event.currentTarget.value)}
      onBlur={(event) => settle(event.target.value)}
    />
  );
}
