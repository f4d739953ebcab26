import { useCallback, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useSearch } from '../../shell/use-search.ts';
import { type MapQuery, readMapQuery, writeMapQuery } from './map-query.ts';

/** State of the map, which the address holds. */
export interface MapAddress {
  readonly query: MapQuery;
  /** Changes the state. A step is one that the browser's back button undoes. */
  change(changes: Partial<MapQuery>, kind?: 'step' | 'move'): void;
  /** Goes to another page; the way back leads to the state as it is now. */
  leaveTo(path: string): void;
}

/** Milliseconds that moves rest before the address has them. Browsers limit how often it may change. */
const REST_MS = 250;

/** Keeps the state of the map in the address. */
export function useMapAddress(): MapAddress {
  const search = useSearch();
  const [, navigate] = useLocation();
  const [query, setQuery] = useState(() => readMapQuery(search));
  const [seen, setSeen] = useState(search);
  const latest = useRef(query);
  latest.current = query;
  const written = useRef(search);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  if (seen !== search) {
    setSeen(search);
    // somebody went back, or followed a link to another part of the map
    if (search !== written.current) setQuery(readMapQuery(search));
  }
  useEffect(() => () => clearTimeout(timer.current), []);

  const write = useCallback(
    (replace: boolean) => {
      clearTimeout(timer.current);
      const after = writeMapQuery(latest.current);
      if (after === writeMapQuery(readMapQuery(window.location.search))) return;
      written.current = after;
      navigate(after ? `/map?${after}` : '/map', { replace });
    },
    [navigate],
  );
  const change = useCallback<MapAddress['change']>(
    (changes, kind = 'step') => {
      latest.current = { ...latest.current, ...changes };
      setQuery(latest.current);
      clearTimeout(timer.current);
      if (kind === 'step') write(false);
      else timer.current = setTimeout(write, REST_MS, true);
    },
    [write],
  );
  const leaveTo = useCallback(
    (path: string) => {
      write(true);
      navigate(path);
    },
    [write, navigate],
  );
  return { query, change, leaveTo };
}
