import type { BrowseTable } from './browse-table.ts';
import type { SortColumn, SortKeys } from './sort-keys.ts';

/** A column to sort by. */
export interface BrowseSort {
  column: SortColumn;
  /** Sorts from high to low. Unknown values come last all the same. @default false */
  descending?: boolean;
}

/** A place in a sorted list, between two tracks. It stays valid while the library changes. */
export interface BrowsePlace {
  /** Sort keys of the track before it; null if unknown. */
  keys: readonly (string | number | null)[];
  /** Number of the track before it, which orders tracks with equal keys. */
  tie: number;
}

/** Columns that order tracks with equal values. */
export const TIES = [{ column: 'artist' }, { column: 'title' }] as const satisfies readonly BrowseSort[];

/** All tracks of a table in one order. */
export class BrowseOrder {
  readonly positions: Uint32Array;
  readonly #table: BrowseTable;
  readonly #columns: readonly Required<BrowseSort>[];

  constructor(table: BrowseTable, sort: readonly BrowseSort[]) {
    this.#table = table;
    this.#columns = [...sort, ...TIES].map((column) => ({ descending: false, ...column }));
    this.positions = sort.length === 0 ? (table.plain?.order ?? this.#tieOrder()) : table.order([]).positions;
    // each step keeps the order of the steps before it
    for (const { column, descending } of this.#columns.slice(0, sort.length).reverse())
      this.positions = sortedBy(table.keys(column), descending, this.positions);
  }

  /** Returns the place after the track at a position of the table. */
  placeAfter(position: number): BrowsePlace {
    const table = this.#table;
    return { keys: this.#columns.map(({ column }) => table.key(column, position)), tie: table.tie(position) };
  }

  /** Returns the number of tracks before a place. */
  rankOf({ keys, tie }: BrowsePlace): number {
    let [low, high] = [0, this.positions.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#isAfter(this.positions[middle], keys, tie)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #isAfter(position: number, placed: BrowsePlace['keys'], tie: number): boolean {
    for (const [i, { column, descending }] of this.#columns.entries()) {
      const order = compareKeys(this.#table.key(column, position), placed[i] ?? null, descending);
      if (order !== 0) return order > 0;
    }
    return this.#table.tie(position) > tie;
  }

  /** Returns the order of tracks with equal values in all columns of a list. */
  #tieOrder(): Uint32Array {
    const table = this.#table;
    let positions: Uint32Array = new Uint32Array(table.tracks.length).map((_, position) => position);
    const columns = TIES.map(({ column }) => table.keys(column));
    for (const column of columns.toReversed()) positions = sortedBy(column, false, positions);
    const isEqual = (a: number, b: number) => columns.every(({ ranks }) => ranks[a] === ranks[b]);
    for (let from = 0; from < positions.length; ) {
      let to = from + 1;
      while (to < positions.length && isEqual(positions[from], positions[to])) to++;
      if (to > from + 1) positions.subarray(from, to).sort((a, b) => table.tie(a) - table.tie(b));
      from = to;
    }
    return positions;
  }
}

/** Sorts positions by a column. Those of equal keys keep their order; unknown ones come last. */
function sortedBy({ count: unknown, ranks }: SortKeys, descending: boolean, positions: Uint32Array): Uint32Array {
  const placeOf = (rank: number) => (!descending || rank === unknown ? rank : unknown - 1 - rank);
  const starts = new Uint32Array(unknown + 2);
  for (const position of positions) starts[placeOf(ranks[position]) + 1]++;
  for (let place = 0; place <= unknown; place++) starts[place + 1] += starts[place];
  const sorted = new Uint32Array(positions.length);
  for (const position of positions) sorted[starts[placeOf(ranks[position])]++] = position;
  return sorted;
}

function compareKeys(a: string | number | null, b: string | number | null, descending: boolean): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b === descending ? 1 : -1;
}
