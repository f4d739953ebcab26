import { CRATE_MODES, CRATE_PARTS, CRATE_PRESETS, PRESET_NAMES } from '../../api/engine-values.ts';
import { Check } from '../../components/check/check.tsx';
import { FacetSelect } from '../../components/facet-select/facet-select.tsx';
import { RatingSelect } from '../../components/rating-select/rating-select.tsx';
import { Slider } from '../../components/slider/slider.tsx';
import { text } from '../../text/en.ts';
import { type CrateQuery, crateWeight, withCrateWeight } from './crate-query.ts';
import { CrateSources } from './crate-sources.tsx';
import styles from './crates-view.module.css';

interface CrateOptionsProps {
  query: CrateQuery;
  onChange: (query: CrateQuery) => void;
  /** Told of a query that is tried while a slider moves. */
  onTry: (query: CrateQuery) => void;
}

/** Start of the crate, the weights and the filters. */
export function CrateOptions({ query, onChange, onTry }: CrateOptionsProps) {
  const set = (changes: Partial<CrateQuery>) => onChange({ ...query, ...changes });
  const from = CRATE_PRESETS[query.preset];
  return (
    <>
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
      <FacetSelect name="genre" value={query.genre} onChange={(genre) => set({ genre })} />
      <RatingSelect stars={query.rating} onChange={(rating) => set({ rating })} />
      <Check label={text.next.newArtist} checked={query.newArtist} onChange={(newArtist) => set({ newArtist })} />
      <Check
        label={text.crates.otherVersions}
        checked={query.otherVersions}
        onChange={(otherVersions) => set({ otherVersions })}
      />
    </>
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
