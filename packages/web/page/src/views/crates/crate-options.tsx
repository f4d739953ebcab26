import { useQuery } from '@tanstack/react-query';
import { CRATE_MODES, CRATE_PARTS, CRATE_PRESETS, PRESET_NAMES } from '../../api/engine-values.ts';
import { Slider } from '../../components/slider/slider.tsx';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import { facetsQuery } from '../../tracks/queries.ts';
import { EVERYTHING } from '../../tracks/track-query.ts';
import { type CrateQuery, crateWeight, withCrateWeight } from './crate-query.ts';
import { CrateSources } from './crate-sources.tsx';
import styles from './crates-view.module.css';

const MOST_GENRES = 200;
const STARS = [1, 2, 3, 4, 5];

interface CrateOptionsProps {
  query: CrateQuery;
  onChange: (query: CrateQuery) => void;
  /** Told of a query that is tried while a slider moves. */
  onTry: (query: CrateQuery) => void;
}

/** Start of the crate, the weights and the filters. */
export function CrateOptions({ query, onChange, onTry }: CrateOptionsProps) {
  const { data: facets } = useQuery(facetsQuery(EVERYTHING));
  const set = (changes: Partial<CrateQuery>) => onChange({ ...query, ...changes });
  const from = CRATE_PRESETS[query.preset];
  const genres = Object.entries(facets?.genres ?? {})
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_GENRES);
  return (
    <div className={styles.options}>
      <CrateSources query={query} onChange={onChange} />
      <h2>{text.crates.mode}</h2>
      <fieldset className={styles.modes}>
        <legend className="unseen">{text.crates.mode}</legend>
        {PRESET_NAMES.map((preset) => (
          <label key={preset} className={styles.mode}>
            <input
              type="radio"
              name="crate-mode"
              checked={query.preset === preset}
              onChange={() =>
                set({ preset, weights: {}, diversity: undefined, tempoPct: undefined, keyMode: undefined })
              }
            />
            {text.next.presets[preset]}
          </label>
        ))}
      </fieldset>
      <label className={styles.field}>
        {text.crates.add}
        <input
          type="number"
          min={1}
          max={500}
          value={query.add}
          onChange={(event) => {
            const add = event.target.valueAsNumber;
            if (Number.isInteger(add) && add >= 1 && add <= 500) set({ add });
          }}
        />
      </label>
      <h2>{text.next.weights}</h2>
      {CRATE_PARTS.map((part) => (
        <Slider
          key={part}
          name={text.crates.parts[part]!}
          value={crateWeight(query, part)}
          onDrag={(weight) => onTry(withCrateWeight(query, part, weight))}
          onChange={(weight) => onChange(withCrateWeight(query, part, weight))}
        />
      ))}
      <Slider
        name={text.crates.diversity}
        value={query.diversity ?? from.diversity}
        onDrag={(diversity) => onTry({ ...query, diversity })}
        onChange={(diversity) => set({ diversity })}
      />
      <h2>{text.filters.label}</h2>
      <Mode
        name={text.crates.keys}
        value={query.keyMode ?? from.keyMode}
        onChange={(keyMode) => set({ keyMode: keyMode === from.keyMode ? undefined : keyMode })}
      />
      <Mode name={text.crates.tempos} value={query.tempoMode} onChange={(tempoMode) => set({ tempoMode })} />
      <label className={styles.field}>
        {text.crates.tempoPct}
        <input
          type="number"
          min={0}
          max={100}
          step={0.5}
          value={query.tempoPct ?? from.tempoPct}
          onChange={(event) => {
            const tempoPct = event.target.valueAsNumber;
            if (tempoPct >= 0 && tempoPct <= 100) set({ tempoPct: tempoPct === from.tempoPct ? undefined : tempoPct });
          }}
        />
      </label>
      <select
        aria-label={text.filters.names.genre}
        value={query.genre}
        onChange={(event) => set({ genre: event.target.value })}
      >
        <option value="">{text.next.anyGenre}</option>
        {genres.map(([genre]) => (
          <option key={genre} value={genre}>
            {shownText(genre)}
          </option>
        ))}
      </select>
      <select
        aria-label={text.filters.names.rating}
        value={query.rating}
        onChange={(event) => set({ rating: Number(event.target.value) })}
      >
        <option value={0}>{text.filters.anyRating}</option>
        {STARS.map((stars) => (
          <option key={stars} value={stars}>
            {text.filters.stars(stars)}
          </option>
        ))}
      </select>
      <label className={styles.check}>
        <input type="checkbox" checked={query.newArtist} onChange={(e) => set({ newArtist: e.target.checked })} />
        {text.next.newArtist}
      </label>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={query.otherVersions}
          onChange={(event) => set({ otherVersions: event.target.checked })}
        />
        {text.crates.otherVersions}
      </label>
    </div>
  );
}

interface ModeProps {
  name: string;
  value: CrateQuery['tempoMode'];
  onChange: (mode: CrateQuery['tempoMode']) => void;
}

function Mode({ name, value, onChange }: ModeProps) {
  return (
    <label className={styles.field}>
      {name}
      <select value={value} onChange={(event) => onChange(event.target.value as CrateQuery['tempoMode'])}>
        {CRATE_MODES.map((mode) => (
          <option key={mode} value={mode}>
            {text.crates.modes[mode]}
          </option>
        ))}
      </select>
    </label>
  );
}
