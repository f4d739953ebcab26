import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { pagesBetween } from '../components/pages-between.ts';
import type { ColumnName } from '../components/track-list/columns.tsx';
import type { RowSource } from '../components/track-list/row-source.ts';
import { pageQuery } from './queries.ts';
import { NO_PAGES, nextPages, PAGE_ROWS, rowAt } from './shown-pages.ts';
import type { TrackQuery } from './track-query.ts';

/** Rows of the library that pass a query, fetched where the list looks. */
export interface TrackRows extends RowSource {
  /** True until the first rows are here. */
  readonly pending: boolean;
  readonly error: Error | null;
  /** Fetches the rows that are in view. */
  look(first: number, last: number): void;
}

const IDS_ONLY: readonly ColumnName[] = ['title'];
/** Ids of a large selection are asked for once, not again for every change of it. */
const IDS_STALE_MS = 60_000;

/** Fetches pages of the library's table. */
export function useTrackRows(query: TrackQuery, columns: readonly ColumnName[]): TrackRows {
  const queries = useQueryClient();
  const [wanted, setWanted] = useState<readonly number[]>([0]);
  const answers = useQueries({ queries: wanted.map((page) => pageQuery(query, columns, page)) });

  const before = useRef(NO_PAGES);
  const name = JSON.stringify([query, columns]);
  const shown = nextPages(
    before.current,
    name,
    wanted,
    answers.map(({ data }) => data),
  );
  before.current = shown;

  const ids = useCallback(
    async (first: number, last: number) => {
      const found: string[] = [];
      for (const page of pagesBetween(first, last, PAGE_ROWS)) {
        const { rows } = await queries.fetchQuery({ ...pageQuery(query, IDS_ONLY, page), staleTime: IDS_STALE_MS });
        const from = page * PAGE_ROWS;
        found.push(...rows.slice(Math.max(0, first - from), last + 1 - from).map(({ id }) => id));
      }
      return found;
    },
    [queries, query],
  );
  const look = useCallback(
    // most steps of scrolling stay on the same pages
    (first: number, last: number) =>
      setWanted((now) => {
        const pages = pagesBetween(first, last, PAGE_ROWS);
        return pages.length === now.length && pages[0] === now[0] ? now : pages;
      }),
    [],
  );

  return {
    count: shown.total,
    at: (index) => rowAt(shown, index),
    ids,
    pending: shown === NO_PAGES && answers.some(({ isPending }) => isPending),
    error: answers.find(({ error }) => error)?.error ?? null,
    look,
  };
}
