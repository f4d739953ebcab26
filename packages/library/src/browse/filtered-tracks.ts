import type { BrowseFilterName, BrowseFilters } from './browse-filters.ts';
import type { BrowseTable } from './browse-table.ts';

/** Tracks that pass all filters. */
export interface FilteredTracks {
  /** 1 for each track that passes. */
  passes: Uint8Array;
  total: number;
}

/** A filter that was given, and 1 for each track that passes it. */
export interface GivenFilter {
  /** Undefined for the one that hides staged tracks. */
  name: BrowseFilterName | undefined;
  mask: Uint8Array;
}

/** Returns the filters that were given. */
export function givenFilters(table: BrowseTable, filters: BrowseFilters): GivenFilter[] {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  const masks: GivenFilter[] = given.map(([name, value]) => ({
    name: name as BrowseFilterName,
    mask: table.mask(name as BrowseFilterName, value),
  }));
  return filters.states === undefined ? [...masks, { name: undefined, mask: table.shown }] : masks;
}

/** Applies all filters. */
export function filterTracks(table: BrowseTable, filters: BrowseFilters): FilteredTracks {
  const passes = new Uint8Array(table.tracks.length).fill(1);
  for (const { mask } of givenFilters(table, filters)) for (let i = 0; i < passes.length; i++) passes[i] &= mask[i];
  let total = 0;
  for (const pass of passes) total += pass;
  return { passes, total };
}
