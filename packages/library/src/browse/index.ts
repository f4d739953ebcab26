export type { BrowseFacets } from './browse-facets.ts';
export { BROWSE_STATES, type BrowseFilterName, type BrowseFilters, type BrowseState } from './browse-filters.ts';
export type { BrowsePlace, BrowseSort } from './browse-order.ts';
export type { BrowseTrack } from './browse-track.ts';
export { BROWSE_DEFAULTS, type BrowseOptions, type BrowsePage } from './browse-tracks.ts';
export type { FolderCount } from './folder-counts.ts';
export type { Limits } from './limits.ts';
export { folderOf, SORT_COLUMNS, type SortColumn } from './sort-keys.ts';
