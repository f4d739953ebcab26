import { useQueries, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { IconButton } from '../../components/button/button.tsx';
import { TrackSearch } from '../../components/track-search/track-search.tsx';
import { MOST_CHOSEN } from '../../lists/crate-address.ts';
import { listName } from '../../lists/list-name.ts';
import { importedPlaylistsQuery, rulePlaylistsQuery } from '../../lists/queries.ts';
import { setsQuery } from '../../lists/set-queries.ts';
import { text } from '../../text/en.ts';
import { formatCount, shownText } from '../../text/format.ts';
import { facetsQuery, trackQuery } from '../../tracks/queries.ts';
import { EVERYTHING } from '../../tracks/track-query.ts';
import type { CrateQuery } from './crate-query.ts';
import styles from './crates-view.module.css';

/** Tracks that are named one by one; the rest is a number. */
const MOST_NAMED = 12;
const TAG = 'tag:';

interface CrateSourcesProps {
  query: CrateQuery;
  onChange: (query: CrateQuery) => void;
}

/** Sets, playlists, tags and tracks that make up the crate. */
export function CrateSources({ query, onChange }: CrateSourcesProps) {
  const { data: sets = [] } = useQuery(setsQuery);
  const { data: rules = [] } = useQuery(rulePlaylistsQuery);
  const { data: imported = [] } = useQuery(importedPlaylistsQuery);
  const { data: facets } = useQuery(facetsQuery(EVERYTHING));
  const set = (changes: Partial<CrateQuery>) => onChange({ ...query, ...changes });
  const without = (all: readonly string[], one: string) => all.filter((other) => other !== one);

  const add = (name: string) => {
    if (name.startsWith(TAG)) set({ tags: [...without(query.tags, name.slice(TAG.length)), name.slice(TAG.length)] });
    else if (name) set({ lists: [...without(query.lists, name), name] });
  };
  const option = (value: string, name: string, count: number | null) => (
    <option key={value} value={value}>
      {shownText(name)}
      {count !== null && ` (${formatCount(count)})`}
    </option>
  );
  const tags = Object.entries(facets?.tags ?? {}).sort(([, a], [, b]) => b - a);
  return (
    <>
      <h2>{text.crates.startsFrom}</h2>
      <ul className={styles.sources} aria-label={text.crates.startsFrom}>
        {query.lists.map((list) => (
          <Source key={list} name={listName(list)} onRemove={() => set({ lists: without(query.lists, list) })} />
        ))}
        {query.tags.map((tag) => (
          <Source
            key={tag}
            name={tag}
            kind={text.crates.tag}
            onRemove={() => set({ tags: without(query.tags, tag) })}
          />
        ))}
        <Tracks ids={query.tracks} onChange={(tracks) => set({ tracks })} />
      </ul>
      <select aria-label={text.crates.addSource} value="" onChange={(event) => add(event.target.value)}>
        <option value="">{text.crates.addSource}</option>
        {sets.length > 0 && (
          <optgroup label={text.views.sets}>
            {sets.map(({ name, tracks }) => option(`set:${name}`, name, tracks))}
          </optgroup>
        )}
        {rules.length > 0 && (
          <optgroup label={text.lists.rules}>{rules.map(({ list, name }) => option(list, name, null))}</optgroup>
        )}
        {imported.length > 0 && (
          <optgroup label={text.lists.imported}>
            {imported.map(({ list, name, entries }) => option(list, name, entries))}
          </optgroup>
        )}
        {tags.length > 0 && (
          <optgroup label={text.views.tags}>{tags.map(([tag, count]) => option(TAG + tag, tag, count))}</optgroup>
        )}
      </select>
      {query.tracks.length < MOST_CHOSEN && (
        <TrackSearch
          label={text.next.addSeed}
          onChoose={({ id }) => set({ tracks: [...without(query.tracks, id), id] })}
        />
      )}
    </>
  );
}

function Tracks({ ids, onChange }: { ids: readonly string[]; onChange: (ids: string[]) => void }) {
  const named = ids.slice(0, MOST_NAMED);
  const tracks = useQueries({ queries: named.map((id) => trackQuery(id)) });
  const rest = ids.length - named.length;
  return (
    <>
      {named.map((id, i) => {
        const track = tracks[i]?.data;
        const name = track?.title ?? track?.name ?? '…';
        return <Source key={id} name={name} onRemove={() => onChange(ids.filter((other) => other !== id))} />;
      })}
      {rest > 0 && <Source name={text.crates.moreTracks(rest)} onRemove={() => onChange(named)} />}
    </>
  );
}

function Source({ name, kind, onRemove }: { name: string; kind?: string; onRemove: () => void }) {
  return (
    <li className={styles.source}>
      <span>
        {kind && <span className={styles.muted}>{kind} </span>}
        <bdi>{shownText(name)}</bdi>
      </span>
      <IconButton label={text.next.remove(shownText(name))} onClick={onRemove}>
        <X size={14} aria-hidden="true" />
      </IconButton>
    </li>
  );
}
