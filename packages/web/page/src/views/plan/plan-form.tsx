import { type FormEvent, useId } from 'react';
import { Button } from '../../components/button/button.tsx';
import { Check } from '../../components/check/check.tsx';
import { EnergySelect } from '../../components/energy-select/energy-select.tsx';
import { FacetSelect } from '../../components/facet-select/facet-select.tsx';
import { RatingSelect } from '../../components/rating-select/rating-select.tsx';
import { SettledInput } from '../../components/settled-input/settled-input.tsx';
import { TrackChoice } from '../../components/track-choice/track-choice.tsx';
import { TrackSearch } from '../../components/track-search/track-search.tsx';
import { text } from '../../text/en.ts';
import { isComplete, type PlanQuery, type PlanText, usualTracks } from './plan-query.ts';
import styles from './plan-view.module.css';

interface PlanFormProps {
  query: PlanQuery;
  onChange: (query: PlanQuery) => void;
  busy: boolean;
}

/** Everything that a plan can be asked for. Each value is in the address. */
export function PlanForm({ query, onChange, busy }: PlanFormProps) {
  const { mode, must, energy, keysMustMix, noDouble, texts } = query;
  const set = (changes: Partial<PlanQuery>) => onChange({ ...query, ...changes });
  const write = (changes: Partial<PlanQuery['texts']>) => set({ texts: { ...texts, ...changes } });
  const field = (name: PlanText, label: string, placeholder = '') => (
    <NumberField
      label={label}
      placeholder={placeholder}
      value={texts[name]}
      onChange={(value) => write({ [name]: value })}
    />
  );
  const ask = (event: FormEvent) => {
    event.preventDefault();
    set({ asked: true });
  };
  return (
    <form className={styles.form} onSubmit={ask}>
      <div className={styles.pair}>
        {field('tracks', text.plan.tracks, String(usualTracks(mode)))}
        {mode === 'set' && field('minutes', text.plan.minutes)}
      </div>
      {mode !== 'near' && (
        <>
          <OneTrack label={text.plan.start} id={texts.start} onChange={(start) => write({ start })} />
          <OneTrack label={text.plan.end} id={texts.end} onChange={(end) => write({ end })} />
        </>
      )}
      {mode !== 'bridge' && (
        <Tracks
          label={mode === 'near' ? text.plan.near : text.plan.must}
          ids={must}
          onChange={(ids) => set({ must: ids })}
        />
      )}
      {mode === 'set' && (
        <>
          <EnergySelect value={energy} onChange={(curve) => set({ energy: curve })} />
          <fieldset className={styles.group}>
            <legend>{text.plan.tempo}</legend>
            <div className={styles.pair}>
              {field('tempoFrom', text.filters.from)}
              {field('tempoTo', text.filters.to)}
            </div>
          </fieldset>
        </>
      )}
      {mode !== 'near' && (
        <>
          <Filters query={query} write={write} />
          <fieldset className={styles.group}>
            <legend>{text.plan.rules}</legend>
            {field('maxPitch', text.plan.maxPitch)}
            {field('spacing', text.plan.spacing, '2')}
            <Check label={text.plan.keysMustMix} checked={keysMustMix} onChange={(on) => set({ keysMustMix: on })} />
            <Check label={text.plan.noDouble} checked={noDouble} onChange={(on) => set({ noDouble: on })} />
          </fieldset>
        </>
      )}
      <Button type="submit" look="main" disabled={busy || !isComplete(query)}>
        {busy ? text.plan.searching : text.plan.find}
      </Button>
      {!isComplete(query) && <p className={styles.muted}>{text.plan.needs[mode]}</p>}
    </form>
  );
}

interface FiltersProps {
  query: PlanQuery;
  write: (changes: Partial<PlanQuery['texts']>) => void;
}

function Filters({ query: { texts }, write }: FiltersProps) {
  return (
    <fieldset className={styles.group}>
      <legend>{text.filters.label}</legend>
      <span className={styles.label}>{text.plan.filterBpm}</span>
      <div className={styles.pair}>
        {(['minBpm', 'maxBpm'] as const).map((name) => (
          <NumberField
            key={name}
            label={`${text.plan.filterBpm}: ${text.filters[name === 'minBpm' ? 'from' : 'to']}`}
            placeholder={text.filters[name === 'minBpm' ? 'from' : 'to']}
            hidden
            value={texts[name]}
            onChange={(value) => write({ [name]: value })}
          />
        ))}
      </div>
      <FacetSelect name="tag" value={texts.tag} onChange={(tag) => write({ tag })} />
      <FacetSelect name="genre" value={texts.genre} onChange={(genre) => write({ genre })} />
      <RatingSelect
        stars={Number(texts.rating) || 0}
        onChange={(stars) => write({ rating: stars ? String(stars) : '' })}
      />
    </fieldset>
  );
}

interface NumberFieldProps {
  label: string;
  placeholder: string;
  value: string;
  /** The label is read aloud only. */
  hidden?: boolean;
  onChange: (value: string) => void;
}

function NumberField({ label, placeholder, value, hidden, onChange }: NumberFieldProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={hidden ? 'unseen' : styles.label}>
        {label}
      </label>
      <SettledInput id={id} placeholder={placeholder} maxLength={6} value={value} decimal onSettle={onChange} />
    </div>
  );
}

function OneTrack({ label, id, onChange }: { label: string; id: string; onChange: (id: string) => void }) {
  return <Tracks label={label} ids={id ? [id] : []} most={1} onChange={([chosen = '']) => onChange(chosen)} />;
}

interface TracksProps {
  label: string;
  ids: readonly string[];
  most?: number;
  onChange: (ids: string[]) => void;
}

/** Chosen tracks, and a field to choose more. */
function Tracks({ label, ids, most = 500, onChange }: TracksProps) {
  return (
    <fieldset className={styles.group}>
      <legend>{label}</legend>
      <TrackChoice label={label} ids={ids} onChange={onChange} />
      {ids.length < most && (
        <TrackSearch label={text.plan.choose(label)} onChoose={({ id }) => onChange([...new Set([...ids, id])])} />
      )}
    </fieldset>
  );
}
