import { useQueries } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { TrackRow } from '../api/types.ts';
import { pagesBetween } from '../components/pages-between.ts';
import type { ColumnName } from '../components/track-list/columns.tsx';
import type { RowSource } from '../components/track-list/row-source.ts';
import { idsQuery } from './queries.ts';
import { PAGE_ROWS } from './shown-pages.ts';

/** Rows of tracks that are known by their ids, fetched where the list looks. */
export interface RowsOfIds extends RowSource {
  look(first: number, last: number): void;
}

/** Fetches rows of tracks in the order of their ids. */
export function useRowsOfIds(ids: readonly string[], columns: readonly ColumnName[]): RowsOfIds {
  const [view, setView] = useState({ first: 0, last: 0 });
  const pages = pagesBetween(view.first, Math.min(view.last, Math.max(0, ids.length - 1)), PAGE_ROWS);
  const answers = useQueries({
    queries: pages.map((page) => idsQuery(ids.slice(page * PAGE_ROWS, (page + 1) * PAGE_ROWS), columns)),
  });
  const look = useCallback(
    (first: number, last: number) =>
      setView((now) => (now.first === first && now.last === last ? now : { first, last })),
    [],
  );
  const rows = new Map(answers.flatMap(({ data }) => data?.map((row): [string, TrackRow] => [row.id, row]) ?? []));
  return {
    count: ids.length,
    at: (index) => rows.get(ids[index] ?? ''),
    ids: async (first, last) => ids.slice(first, last + 1),
    look,
  };
}
