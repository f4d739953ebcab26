import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { text } from '../text/en.ts';
import { EVERYTHING, readTrackQuery, writeTrackQuery } from '../tracks/track-query.ts';
import styles from './header.module.css';
import { useSearch } from './use-search.ts';

/** Milliseconds after the last letter; a search takes less than a blink. */
const PAUSE_MS = 80;
const LIBRARY = '/';

/** Searches the library while you type. "/" goes to it from everywhere, Enter and the down arrow go to the results. */
export function SearchBox() {
  const [path, navigate] = useLocation();
  const search = useSearch();
  const sought = path === LIBRARY ? readTrackQuery(search).q : '';
  const [typed, setTyped] = useState(sought);
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => setTyped((now) => (now.trim() === sought ? now : sought)), [sought]);
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      if (event.key !== '/' || isTyping(event.target)) return;
      event.preventDefault();
      input.current?.select();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);

  const goTo = (words: string) => {
    clearTimeout(timer.current);
    const query = path === LIBRARY ? readTrackQuery(search) : EVERYTHING;
    const after = writeTrackQuery({ ...query, q: words });
    // each letter would be a step back otherwise
    navigate(after ? `${LIBRARY}?${after}` : LIBRARY, { replace: path === LIBRARY });
  };
  const type = (words: string) => {
    setTyped(words);
    clearTimeout(timer.current);
    if (path === LIBRARY) timer.current = setTimeout(goTo, PAUSE_MS, words);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === 'ArrowDown') {
      goTo(typed);
      document.querySelector<HTMLElement>('[role="grid"]')?.focus();
    } else if (event.key === 'Escape') type('');
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
        aria-label={text.shell.search}
        placeholder={text.shell.search}
        value={typed}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => type(event.target.value)}
        onKeyDown={press}
      />
      <span className={styles.slash} aria-hidden="true">
        /
      </span>
    </search>
  );
}

/** Returns true for a place that takes letters. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
}
