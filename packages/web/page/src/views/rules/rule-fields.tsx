import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { SettledInput } from '../../components/settled-input/settled-input.tsx';
import type { PlaylistRules } from '../../lists/queries.ts';
import { text } from '../../text/en.ts';
import { facetsQuery } from '../../tracks/queries.ts';
import { EVERYTHING } from '../../tracks/track-query.ts';
import styles from './rules-view.module.css';
import { withoutEmpty } from './without-empty.ts';

const STARS = [1, 2, 3, 4, 5];
const AGES = ['7d', '30d', '3m', '1y'] as const;
/** Values that a DJ looks for gaps in, of those that the API knows. */
const MISSING = ['artist', 'title', 'genre', 'year', 'bpm', 'key', 'cues', 'rating', 'mytags', 'embedding'] as const;

interface RuleFieldsProps {
  rules: PlaylistRules;
  onChange: (rules: PlaylistRules) => void;
}

/** Fields of the rules. An empty one is no rule. */
export function RuleFields({ rules, onChange }: RuleFieldsProps) {
  const { data: facets } = useQuery(facetsQuery(EVERYTHING));
  const set = (changes: PlaylistRules) => onChange(withoutEmpty({ ...rules, ...changes }));
  const tags = Object.keys(facets?.tags ?? {});
  return (
    <div className={styles.fields}>
      <Words label={text.lists.allTags} known={tags} words={rules.tags} onChange={(words) => set({ tags: words })} />
      <Words
        label={text.lists.anyTags}
        known={tags}
        words={rules.anyTags}
        onChange={(words) => set({ anyTags: words })}
      />
      <Words
        label={text.lists.notTags}
        known={tags}
        words={rules.notTags}
        onChange={(words) => set({ notTags: words })}
      />
      <Words
        label={text.columns.genre}
        known={Object.keys(facets?.genres ?? {})}
        words={rules.genres}
        onChange={(genres) => set({ genres })}
      />
      <Amount label={text.lists.bpmMin} value={rules.bpmMin} onChange={(bpmMin) => set({ bpmMin })} />
      <Amount label={text.lists.bpmMax} value={rules.bpmMax} onChange={(bpmMax) => set({ bpmMax })} />
      <Words label={text.lists.keys} known={[]} words={rules.keys} onChange={(keys) => set({ keys })} />
      <Choice
        label={text.columns.rating}
        value={rules.ratingMin ? String(rules.ratingMin) : ''}
        options={STARS.map((stars) => [String(stars), text.filters.stars(stars)])}
        onChange={(stars) => set({ ratingMin: stars ? Number(stars) : undefined })}
      />
      <Choice
        label={text.columns.added}
        value={rules.since ?? ''}
        options={[...AGES, ...(rules.since && !isAge(rules.since) ? [rules.since] : [])].map((age) => [
          age,
          isAge(age) ? text.lists.ages[age] : age,
        ])}
        onChange={(since) => set({ since: since || undefined })}
      />
      <Choice
        label={text.lists.lacks}
        value={rules.missing?.[0] ?? ''}
        options={MISSING.map((field) => [field, text.lists.missing[field]])}
        onChange={(field) => set({ missing: field ? [field as (typeof MISSING)[number]] : undefined })}
      />
      <Amount label={text.lists.playsMin} value={rules.playsMin} whole onChange={(playsMin) => set({ playsMin })} />
      <Amount label={text.lists.playsMax} value={rules.playsMax} whole onChange={(playsMax) => set({ playsMax })} />
    </div>
  );
}

function isAge(since: string): since is (typeof AGES)[number] {
  return (AGES as readonly string[]).includes(since);
}

interface WordsProps {
  label: string;
  known: readonly string[];
  words: readonly string[] | undefined;
  onChange: (words: string[] | undefined) => void;
}

/** Words with commas between them. */
function Words({ label, known, words = [], onChange }: WordsProps) {
  const id = useId();
  const settle = (typed: string) => {
    const after = typed
      .split(',')
      .map((word) => word.trim())
      .filter(Boolean);
    onChange(after.length > 0 ? after : undefined);
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <SettledInput
        id={id}
        list={known.length > 0 ? `${id}-known` : undefined}
        maxLength={1000}
        value={words.join(', ')}
        onSettle={settle}
      />
      {known.length > 0 && (
        <datalist id={`${id}-known`}>
          {known.map((word) => (
            <option key={word} value={word} />
          ))}
        </datalist>
      )}
    </div>
  );
}

interface AmountProps {
  label: string;
  value: number | undefined;
  whole?: boolean;
  onChange: (value: number | undefined) => void;
}

function Amount({ label, value, whole = false, onChange }: AmountProps) {
  return (
    <label className={styles.field}>
      {label}
      <input
        type="number"
        min={0}
        max={whole ? 1_000_000 : 1000}
        step={whole ? 1 : 0.1}
        value={value ?? ''}
        onChange={({ target: { valueAsNumber } }) => onChange(valueAsNumber >= 0 ? valueAsNumber : undefined)}
      />
    </label>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  options: readonly (readonly [value: string, name: string])[];
  onChange: (value: string) => void;
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <label className={styles.field}>
      {label}
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{text.lists.any}</option>
        {options.map(([option, name]) => (
          <option key={option} value={option}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
