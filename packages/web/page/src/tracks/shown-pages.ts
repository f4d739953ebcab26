import type { TrackRow } from '../api/types.ts';

/** Rows of one request. */
export const PAGE_ROWS = 200;

/** Pages that a list shows. */
export interface ShownPages {
  /** Name of the query that they answer. */
  readonly query: string;
  /** Rows of the whole list. */
  readonly total: number;
  readonly pages: ReadonlyMap<number, readonly TrackRow[]>;
}

/** A list before its first answer. */
export const NO_PAGES: ShownPages = { query: '', total: 0, pages: new Map() };

/**
 * Returns the pages to show. Those of an earlier query stay until each page in view has its answer, so that nothing
 * jumps; pages of two queries never mix.
 *
 * @param wanted - Pages in view.
 * @param answers - Their answers, in the same order; undefined for one that is on its way.
 */
export function nextPages(
  before: ShownPages,
  query: string,
  wanted: readonly number[],
  answers: readonly ({ total: number; rows: readonly TrackRow[] } | undefined)[],
): ShownPages {
  const pages = new Map<number, readonly TrackRow[]>();
  wanted.forEach((page, place) => {
    if (answers[place]) pages.set(page, answers[place].rows);
  });
  if (pages.size === 0 || (pages.size < wanted.length && before.query !== query && before !== NO_PAGES)) return before;
  const { total } = answers.find((answer) => answer !== undefined)!;
  return { query, total, pages };
}

/** Returns the row at a place of the list; undefined while it is on its way. */
export function rowAt({ pages }: ShownPages, index: number): TrackRow | undefined {
  return pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS];
}
