import type { TrackRow } from '../../api/types.ts';

/** Rows of a list, of which some may not be here yet. */
export interface RowSource {
  readonly count: number;
  /** Row at a place from 0; undefined while it is on its way. */
  at(index: number): TrackRow | undefined;
  /** Ids of the rows from `first` to `last`, both included. */
  ids(first: number, last: number): Promise<string[]>;
}

/** Rows that are all here. */
export function rowsOf(rows: readonly TrackRow[]): RowSource {
  return {
    count: rows.length,
    at: (index) => rows[index],
    ids: async (first, last) => rows.slice(first, last + 1).map(({ id }) => id),
  };
}
