import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { Button } from '../../components/button/button.tsx';
import { TrackList } from '../../components/track-list/track-list.tsx';
import { useColumns } from '../../components/track-list/use-columns.ts';
import { useRowSelection } from '../../components/track-list/use-row-selection.ts';
import { EXPORT_KINDS, setsQuery } from '../../lists/set-queries.ts';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import { exportTracks } from '../../tracks/export-tracks.ts';
import { useRowsOfIds } from '../../tracks/use-rows-of-ids.ts';
import { addTag, MOST_OF_SET, MOST_TAGGED, ownTagsQuery, saveChosen } from './chosen-queries.ts';
import styles from './chosen-tracks.module.css';

/** Seeds of Next: so many tell it what a region sounds like. */
const MOST_SEEDS = 20;

interface ChosenTracksProps {
  ids: readonly string[];
  /** Name of the choice. Another one begins at its first track. */
  topic: string;
  onCursor: (id: string) => void;
  onClear: () => void;
}

/** The tracks in the chosen part of the map: a list, and what can be done with all of them. */
export function ChosenTracks({ ids, topic, onCursor, onClear }: ChosenTracksProps) {
  const [, navigate] = useLocation();
  const columns = useColumns('map');
  const rows = useRowsOfIds(ids, columns.needs);
  const selection = useRowSelection(rows, topic);
  const atCursor = ids[selection.cursor];
  const before = useRef({ topic, cursor: selection.cursor });
  // the cursor of the map follows that of the list, but not when the choice changes
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new choice has another track in the same place
  useEffect(() => {
    const { cursor } = selection;
    const moved = before.current.topic === topic && before.current.cursor !== cursor;
    before.current = { topic, cursor };
    if (moved && atCursor !== undefined) onCursor(atCursor);
  }, [topic, selection.cursor, onCursor]);

  return (
    <section aria-label={text.map.chosenList} className={styles.chosen}>
      <div className={styles.bar}>
        <h2 className={`${styles.count} number`}>
          <span role="status">{text.map.chosen(ids.length)}</span>
        </h2>
        <Button look="quiet" onClick={onClear}>
          {text.map.clear}
        </Button>
        {ids.length > 0 && <Actions key={topic} ids={ids} />}
      </div>
      <TrackList
        label={text.map.chosenList}
        rows={rows}
        columns={columns}
        selection={selection}
        topic={topic}
        onVisible={rows.look}
        onOpen={({ id }) => navigate(`/track/${id}`)}
        empty={<p className={styles.none}>{text.map.chosenNone}</p>}
      />
    </section>
  );
}

function Actions({ ids }: { ids: readonly string[] }) {
  const { mutate: download } = useMutation(exportTracks);
  const seeds = spread(ids, MOST_SEEDS).map((id) => `seed=${id}`);
  return (
    <>
      <SaveSet ids={ids} />
      <AddTag ids={ids} />
      <select
        aria-label={text.map.export}
        value=""
        onChange={(event) => {
          const kind = event.target.value as (typeof EXPORT_KINDS)[number];
          download({ kind, ids: [...ids], name: text.name });
        }}
      >
        <option value="">{text.map.export}</option>
        {EXPORT_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {text.sets.exports[kind]}
          </option>
        ))}
      </select>
      <Link href={`/next?${seeds.join('&')}`}>{text.map.next}</Link>
    </>
  );
}

/** Returns so many of a list at most, spread evenly. */
function spread(ids: readonly string[], most: number): string[] {
  const count = Math.min(most, ids.length);
  return Array.from({ length: count }, (_, i) => ids[Math.floor((i * ids.length) / count)]!);
}

function SaveSet({ ids }: { ids: readonly string[] }) {
  const [name, setName] = useState('');
  const { data: sets } = useQuery(setsQuery);
  const { mutate: save, data: saved, isPending } = useMutation(saveChosen);
  const wanted = name.trim();
  const tooMany = ids.length > MOST_OF_SET;
  const exists = wanted !== saved?.name && sets?.some((set) => set.name === wanted);
  const problem = (tooMany && text.map.tooManyForSet(MOST_OF_SET)) || (exists && text.map.setExists);
  return (
    <Form onSubmit={() => save({ name: wanted, ids })}>
      <input
        type="text"
        aria-label={text.map.setName}
        placeholder={text.map.setName}
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" look="main" disabled={!wanted || isPending || Boolean(problem)}>
        {text.map.saveSet}
      </Button>
      <span role="status">
        {problem}
        {saved && <Link href={`/sets/${encodeURIComponent(saved.name)}`}>{text.map.saved}</Link>}
      </span>
    </Form>
  );
}

function AddTag({ ids }: { ids: readonly string[] }) {
  const [tag, setTag] = useState('');
  const listId = useId();
  const { data: tags = [] } = useQuery(ownTagsQuery);
  const { mutate: add, data: changes, isPending } = useMutation(addTag);
  if (ids.length > MOST_TAGGED) return null;
  return (
    <Form onSubmit={() => add({ ids, tag: tag.trim() }, { onSuccess: () => setTag('') })}>
      <input
        type="text"
        aria-label={text.map.tagName}
        placeholder={text.map.tagName}
        list={listId}
        maxLength={200}
        value={tag}
        onChange={(event) => setTag(event.target.value)}
      />
      <datalist id={listId}>
        {tags.map((each) => (
          <option key={each.tag} value={shownText(each.tag)} />
        ))}
      </datalist>
      <Button type="submit" disabled={!tag.trim() || isPending}>
        {text.map.addTag}
      </Button>
      <span role="status">{changes && text.map.tagged(changes.tracks)}</span>
    </Form>
  );
}

function Form({ onSubmit, children }: { onSubmit: () => void; children: ReactNode }) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      {children}
    </form>
  );
}
