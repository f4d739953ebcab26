import { checkOptions, OptionError, type OptionRule, optionRules, requireRule, wholeFrom } from '@rbassist/core';
import { plainTrack } from '../facts/packed-facts.ts';
import type { LibraryContext } from '../library-context.ts';
import { BROWSE_FILTER_RULES, type BrowseFilters } from './browse-filters.ts';
import type { BrowsePlace, BrowseSort } from './browse-order.ts';
import type { BrowseTrack } from './browse-track.ts';
import { SORT_COLUMNS } from './sort-keys.ts';

/** Options of `Library.browse`. */
export interface BrowseOptions extends BrowseFilters {
  /** Columns to sort by, the most important first. @default artist, title */
  sort?: readonly BrowseSort[];
  /** Largest number of tracks. @default 100 */
  limit?: number;
  /** Number of tracks to skip; ignored with `after`. @default 0 */
  offset?: number;
  /** Place to start from: the `end` of an earlier page with the same `sort`. */
  after?: BrowsePlace;
}

/** Defaults of {@link BrowseOptions}. */
export const BROWSE_DEFAULTS = { sort: [], limit: 100, offset: 0 } as const satisfies BrowseOptions;

/** A page of a list of tracks. */
export interface BrowsePage {
  /** Number of tracks that pass the filters. */
  total: number;
  tracks: BrowseTrack[];
  /** Place after the last track; absent at the end of the list. */
  end?: BrowsePlace;
}

const isPlace: OptionRule = (value) => {
  const { keys, tie } = (value ?? {}) as Partial<BrowsePlace>;
  const isKey = (key: unknown) => key === null || typeof key === 'string' || typeof key === 'number';
  return Array.isArray(keys) && keys.every(isKey) && typeof tie === 'number' ? undefined : 'the end of an earlier page';
};

const RULES = {
  ...BROWSE_FILTER_RULES,
  sort: (value) => (Array.isArray(value) ? undefined : 'a list of columns'),
  limit: optionRules.positiveInteger,
  offset: wholeFrom(0),
  after: isPlace,
} satisfies Record<keyof BrowseOptions, OptionRule>;

const SORT_RULES = {
  column: (value) => (SORT_COLUMNS.includes(value as never) ? undefined : `one of ${SORT_COLUMNS.join(', ')}`),
  descending: optionRules.flag,
} satisfies Record<keyof BrowseSort, OptionRule>;

/** See `Library.browse`. */
export async function browseTracks(context: LibraryContext, options: BrowseOptions): Promise<BrowsePage> {
  checkOptions(options, RULES);
  const { sort = [], limit = BROWSE_DEFAULTS.limit, offset = BROWSE_DEFAULTS.offset, after, ...filters } = options;
  for (const [i, column] of sort.entries()) checkSort(column, `sort[${i}]`);
  await context.refresh();
  const table = context.browseTable;
  const order = table.order(sort);
  const { passes, total } = table.passing(filters);
  const chosen: number[] = [];
  let skipped = after ? offset : 0;
  let hasMore = false;
  for (let i = after ? order.rankOf(after) : 0; i < order.positions.length; i++) {
    const position = order.positions[i];
    if (passes[position] === 0) continue;
    if (skipped++ < offset) continue;
    hasMore = chosen.length === limit;
    if (hasMore) break;
    chosen.push(position);
  }
  return {
    total,
    tracks: chosen.map((position) => plainTrack(table.tracks[position])),
    ...(hasMore && { end: order.placeAfter(chosen[chosen.length - 1]) }),
  };
}

function checkSort(sort: BrowseSort, name: string): void {
  requireRule(name, sort, optionRules.options);
  checkOptions(sort, SORT_RULES, `${name}.`);
  if (sort.column === undefined) throw new OptionError(`${name} must name a column.`, { option: 'sort' });
}
