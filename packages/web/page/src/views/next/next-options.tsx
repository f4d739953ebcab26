import { PRESET_NAMES, SCORE_PARTS } from '../../api/engine-values.ts';
import { Check } from '../../components/check/check.tsx';
import { FacetSelect } from '../../components/facet-select/facet-select.tsx';
import { RatingSelect } from '../../components/rating-select/rating-select.tsx';
import { SettledInput } from '../../components/settled-input/settled-input.tsx';
import { Slider } from '../../components/slider/slider.tsx';
import { TrackChoice } from '../../components/track-choice/track-choice.tsx';
import { TrackSearch } from '../../components/track-search/track-search.tsx';
import { text } from '../../text/en.ts';
import { type NextQuery, weightOf, withWeight } from './next-query.ts';

interface NextOptionsProps {
  query: NextQuery;
  onChange: (query: NextQuery) => void;
}

/** Seeds, weights and filters. */
export function NextOptions({ query, onChange }: NextOptionsProps) {
  const set = (changes: Partial<NextQuery>) => onChange({ ...query, ...changes });
  return (
    <>
      <h2>{text.next.seeds}</h2>
      <TrackChoice label={text.next.seeds} ids={query.seeds} onChange={(seeds) => set({ seeds })} />
      <TrackSearch
        label={text.next.addSeed}
        onChoose={({ id }) => set({ seeds: [...new Set([...query.seeds, id])] })}
      />
      {query.unlike.length > 0 && (
        <>
          <h3>{text.next.unlike}</h3>
          <TrackChoice label={text.next.unlike} ids={query.unlike} onChange={(unlike) => set({ unlike })} />
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
      <SettledInput
        aria-label={text.next.tempoPct}
        placeholder={text.next.tempoPct}
        maxLength={5}
        value={query.tempoPct}
        decimal
        onSettle={(tempoPct) => set({ tempoPct })}
      />
      <SettledInput
        aria-label={text.next.words}
        placeholder={text.next.words}
        maxLength={200}
        value={query.words}
        onSettle={(words) => set({ words })}
      />
      <FacetSelect name="tag" value={query.tag} onChange={(tag) => set({ tag })} />
      <FacetSelect name="genre" value={query.genre} onChange={(genre) => set({ genre })} />
      <RatingSelect
        stars={Number.parseInt(query.rating, 10) || 0}
        onChange={(stars) => set({ rating: stars ? `${stars}-` : '' })}
      />
      <Check label={text.next.anyKey} checked={query.anyKey} onChange={(anyKey) => set({ anyKey })} />
      <Check label={text.next.newArtist} checked={query.newArtist} onChange={(newArtist) => set({ newArtist })} />
    </>
  );
}
