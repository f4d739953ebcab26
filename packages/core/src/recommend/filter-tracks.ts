import { checkOptions, withDefaults } from '../options/check-options.ts';
import type { FilterName } from './filter-names.ts';
import { FILTER_DEFAULTS, FILTER_RULES, type FilterOptions, type FilterSettings } from './filter-options.ts';
import type { MixTable } from './mix-table.ts';
import { TRACK_FILTERS } from './track-filters.ts';

const { only, folders, tags, notTags, genres, minRating, minDurationS, maxDurationS, addedSince, addedUntil } =
  FILTER_RULES;
const RULES = {
  only,
  folders,
  tags,
  notTags,
  genres,
  minRating,
  minDurationS,
  maxDurationS,
  addedSince,
  addedUntil,
} as const satisfies Partial<typeof FILTER_RULES>;

/** Options of the filters that need no seed: by what a track is, and where it is. */
export type TrackFilterOptions = Pick<FilterOptions, keyof typeof RULES>;

const NAMES: readonly FilterName[] = ['crate', 'folder', 'tags', 'genre', 'rating', 'length', 'added'];

/**
 * Returns a function that tells if the track at a position passes the filters.
 *
 * @throws {OptionError} for an unknown or invalid option; its name begins with "filters.".
 */
export function trackFilter(table: MixTable, options: TrackFilterOptions): (position: number) => boolean {
  checkOptions(options, RULES, 'filters.');
  const settings = withDefaults<FilterSettings>(FILTER_DEFAULTS, options);
  const tracks = { table, seeds: [], hasVector: () => true };
  const filters = TRACK_FILTERS.filter(({ name }) => NAMES.includes(name));
  const removes = filters.flatMap((filter) => filter.prepare(tracks, settings) ?? []);
  return (position) => !removes.some((isRemoved) => isRemoved(position));
}
