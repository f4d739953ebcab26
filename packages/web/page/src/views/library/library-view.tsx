import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { TrackRow } from '../../api/types.ts';
import { FiltersButton, FiltersPanel } from '../../components/filters/filters-panel.tsx';
import { TrackList } from '../../components/track-list/track-list.tsx';
import { useColumns } from '../../components/track-list/use-columns.ts';
import { useRowSelection } from '../../components/track-list/use-row-selection.ts';
import { type MenuPlace, TrackMenu } from '../../components/track-menu/track-menu.tsx';
import { TrackPanel } from '../../components/track-panel/track-panel.tsx';
import { useSearch } from '../../shell/use-search.ts';
import { useTitle } from '../../shell/use-title.ts';
import { text } from '../../text/en.ts';
import { libraryQuery } from '../../tracks/queries.ts';
import {
  activeFilters,
  readSort,
  readTrackQuery,
  sortBy,
  type TrackQuery,
  writeTrackQuery,
} from '../../tracks/track-query.ts';
import { type TrackRows, useTrackRows } from '../../tracks/use-track-rows.ts';
import { EmptyLibrary } from './empty-library.tsx';
import styles from './library-view.module.css';
import { ListBar } from './list-bar.tsx';
import { NoResults } from './no-results.tsx';
import { usePrefetch } from './use-prefetch.ts';

/** The table of everything, with its filters. The address holds filters and order. */
export function LibraryView() {
  const [, navigate] = useLocation();
  const search = useSearch();
  const query = useMemo(() => readTrackQuery(search), [search]);
  const columns = useColumns('library');
  const rows = useTrackRows(query, columns.needs);
  const selection = useRowSelection(rows, search);
  const atCursor = useRowAt(rows, selection.cursor, search);
  const [menuAt, setMenuAt] = useState<MenuPlace>();
  const chosen = useMemo(() => [...selection.selected], [selection.selected]);
  usePrefetch(atCursor?.id);

  const change = useCallback(
    (after: TrackQuery) => {
      const written = writeTrackQuery(after);
      navigate(written ? `/?${written}` : '/');
    },
    [navigate],
  );

  useTitle(text.views.library);

  const isBare = !rows.pending && rows.count === 0 && activeFilters(query).length === 0;
  // counting a large library takes long, and only a bare list needs it
  const { data: library } = useQuery({ ...libraryQuery, enabled: isBare });
  if (isBare && library?.tracks === 0 && library.missing === 0) return <EmptyLibrary />;

  const type = (letter: string) => {
    const input = document.querySelector<HTMLInputElement>('#search');
    input?.focus();
    change({ ...query, q: `${query.q}${letter}` });
  };

  return (
    <div className={styles.view}>
      <h1 className="unseen">{text.views.library}</h1>
      <FiltersPanel query={query} onChange={change} marked={atCursor?.key} ready={!rows.pending} />
      <div className={styles.main}>
        <ListBar
          total={rows.count}
          selected={selection.selected}
          columns={columns}
          pending={rows.pending}
          onActions={setMenuAt}
        >
          <FiltersButton query={query} onChange={change} marked={atCursor?.key} />
        </ListBar>
        <TrackList
          label={text.list.tracks}
          rows={rows}
          columns={columns}
          selection={selection}
          sorting={{
            ...readSort(query.sort),
            onSort: (column) => change({ ...query, sort: sortBy(query.sort, column) }),
          }}
          topic={search}
          takesFocus
          onVisible={rows.look}
          onOpen={({ id }) => navigate(`/track/${id}`)}
          onMenu={setMenuAt}
          onType={type}
          empty={rows.pending ? undefined : <NoResults query={query} error={rows.error} onChange={change} />}
        />
      </div>
      <TrackPanel id={atCursor?.id} selected={selection.selected} />
      <TrackMenu ids={chosen} at={menuAt} onClose={() => setMenuAt(undefined)} />
    </div>
  );
}

/** Returns the row at the cursor, also after the list was scrolled to where its page is not shown. */
function useRowAt(rows: TrackRows, cursor: number, search: string): TrackRow | undefined {
  const seen = useRef<{ cursor: number; search: string; row: TrackRow }>(undefined);
  const row = rows.at(cursor);
  if (row) seen.current = { cursor, search, row };
  return seen.current?.cursor === cursor && seen.current.search === search ? seen.current.row : undefined;
}
