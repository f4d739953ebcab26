import type { Column } from '../facts/column-file.ts';
import { TIES } from './browse-order.ts';
import type { BrowseTable } from './browse-table.ts';
import type { SortColumn, SortKeys } from './sort-keys.ts';

/** Order of lists without sort columns, and the keys of its columns. Sorting texts takes longest at a start. */
export interface PlainOrder {
  /** Positions of all tracks in the order of artists and titles. */
  order: Uint32Array;
  /** Sort keys of these columns. */
  keys: ReadonlyMap<SortColumn, SortKeys>;
}

/** Computes the order of a table's plain lists. */
export function plainOrder(table: BrowseTable): PlainOrder {
  const keys = new Map<SortColumn, SortKeys>(TIES.map(({ column }) => [column, table.keys(column)]));
  return { order: table.order([]).positions, keys };
}

/** Returns an order as columns of a file. */
export function plainColumns({ order, keys }: PlainOrder): Record<string, Column> {
  const ranks = TIES.map(({ column }) => [rankName(column), keys.get(column)?.ranks ?? new Uint32Array()] as const);
  const counts = TIES.map(({ column }) => keys.get(column)?.count ?? 0);
  return { order, rankCounts: Uint32Array.from(counts), ...Object.fromEntries(ranks) };
}

/** Reads {@link plainColumns}. */
export function readPlainOrder(columns: Readonly<Record<string, Column>>): PlainOrder {
  const keys = TIES.map(({ column }, i): [SortColumn, SortKeys] => {
    return [column, { count: columns.rankCounts[i], ranks: columns[rankName(column)] as Uint32Array }];
  });
  return { order: columns.order as Uint32Array, keys: new Map(keys) };
}

function rankName(column: SortColumn): string {
  return `${column}Rank`;
}
