import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { text } from '../text/en.ts';
import { searchQuery } from '../tracks/queries.ts';
import { EVERYTHING, readTrackQuery, writeTrackQuery } from '../tracks/track-query.ts';
import styles from './header.module.css';
import { SearchList } from './search-list.tsx';
import { searchGroups } from './search-results.ts';
import { useSearch } from './use-search.ts';

/** Milliseconds after the last letter; a search takes less than a blink. */
const PAUSE_MS = 80;
const LIBRARY = '/';
/** No result is chosen: Enter goes to the tracks. */
const NONE = -1;

/**
 * Searches while you type: the table shows the tracks, and a list below shows sets, playlists and tags. "/" goes to it
 * from everywhere, the arrows walk the list, Enter goes to the chosen result, or to the tracks.
 */
export function SearchBox() {
  const [path, navigate] = useLocation();
  const search = useSearch();
  const atTable = path === LIBRARY;
  const sought = atTable ? readTrackQuery(search).q : '';
  const [typed, setTyped] = useState(sought);
  const [listed, setListed] = useState(false);
  const [active, setActive] = useState(NONE);
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const listId = useId();
  const words = useDeferredValue(typed.trim());
  const { data } = useQuery({ ...searchQuery(words), enabled: listed && words !== '' });
  const groups = listed && typed.trim() !== '' && data ? searchGroups(data, atTable) : [];
  const results = groups.flatMap((group) => group.results);
  const open = results.length > 0;

  useEffect(() => setTyped((now) => (now.trim() === sought ? now : sought)), [sought]);
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      if (event.key !== '/' || isTyping(event.target)) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);

  const close = () => {
    setListed(false);
    setActive(NONE);
  };
  const showTracks = (q: string) => {
    clearTimeout(timer.current);
    const query = atTable ? readTrackQuery(search) : EVERYTHING;
    const after = writeTrackQuery({ ...query, q });
    // each letter would be a step back otherwise
    navigate(after ? `${LIBRARY}?${after}` : LIBRARY, { replace: atTable });
  };
  const type = (q: string) => {
    setTyped(q);
    setListed(true);
    setActive(NONE);
    clearTimeout(timer.current);
    if (atTable) timer.current = setTimeout(showTracks, PAUSE_MS, q);
  };
  const goTo = (place: number) => {
    const result = results[place];
    close();
    // the keys are the view's from here on
    input.current?.blur();
    document.querySelector<HTMLElement>('[role="grid"]')?.focus();
    if (!result) return showTracks(typed);
    clearTimeout(timer.current);
    setTyped('');
    navigate(result.address);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') goTo(active);
    else if (event.key === 'ArrowDown' && !open) goTo(NONE);
    else if (event.key === 'ArrowDown') setActive(active + 1 < results.length ? active + 1 : NONE);
    else if (event.key === 'ArrowUp' && open) setActive(active === NONE ? results.length - 1 : active - 1);
    else if (event.key === 'Escape' && open) close();
    else if (event.key === 'Escape') type('');
    else return;
    event.preventDefault();
  };

  return (
    <search className={styles.search}>
      <Search size={14} aria-hidden="true" />
      <input
        ref={input}
        id="search"
        type="text"
        role="combobox"
        aria-label={text.shell.search}
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={open ? listId : undefined}
        aria-activedescendant={open && active !== NONE ? `${listId}-${active}` : undefined}
        placeholder={text.shell.search}
        value={typed}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => type(event.target.value)}
        onKeyDown={press}
        onBlur={close}
      />
      <span className={styles.slash} aria-hidden="true">
        /
      </span>
      {open && <SearchList id={listId} groups={groups} active={active} onChoose={goTo} />}
    </search>
  );
}

/** Returns true for a place that takes letters. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
}
