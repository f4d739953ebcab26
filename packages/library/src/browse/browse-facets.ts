import { checkOptions } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { BROWSE_FILTER_RULES, BROWSE_STATES, type BrowseFilterName, type BrowseFilters } from './browse-filters.ts';
import type { BrowseTable } from './browse-table.ts';
import { type GivenFilter, givenFilters } from './filtered-tracks.ts';
import { type FolderCount, folderCounts } from './folder-counts.ts';
import { BPM_STEP, countGroups, type GroupName } from './track-groups.ts';

/**
 * Counts of the tracks that pass the filters, by value. The counts of a value leave its own filter out, so that they
 * say what another choice would give; but those of tags do not, since all tags must be there.
 */
export interface BrowseFacets {
  /** Number of tracks that pass all filters. */
  total: number;
  keys: Record<string, number>;
  /** Tempos in steps of 2 BPM, without empty steps. */
  bpms: { from: number; to: number; count: number }[];
  genres: Record<string, number>;
  tags: Record<string, number>;
  /** By stars; '0' is unrated. */
  ratings: Record<string, number>;
  states: Record<string, number>;
  /** Folders of the tracks and above them, the largest first; at most 500. */
  folders: FolderCount[];
  /** Tracks that lack a value. */
  unknown: { bpm: number; key: number; genre: number };
  /** Total without one of the given filters, by its name. */
  without: Partial<Record<BrowseFilterName, number>>;
}

/** Different genres or tags to count. */
const MOST_VALUES = 500;

/** See `Library.browseFacets`. */
export async function browseFacets(context: LibraryContext, filters: BrowseFilters): Promise<BrowseFacets> {
  checkOptions(filters, BROWSE_FILTER_RULES);
  await context.refresh();
  return structuredClone(context.browseTable.facets(filters));
}

/** Counts the tracks that pass filters, for {@link browseFacets}. */
export function countFacets(table: BrowseTable, filters: BrowseFilters): BrowseFacets {
  const given = givenFilters(table, filters);
  const failed = countFailed(table, given);
  const all = among(failed, []);
  const without = (own: readonly BrowseFilterName[]) => {
    const ignored = given.filter(({ name }) => name !== undefined && own.includes(name));
    return ignored.length === 0 ? all : among(failed, ignored);
  };
  const count = (own: readonly BrowseFilterName[], name: GroupName) => countGroups(without(own), table.groups(name));
  const bpms = count(['bpm', 'bpmOrMultiple'], 'bpms');
  const keys = count(['keys'], 'keys');
  const genres = count(['genres'], 'genres');
  const states = without(['states']);
  return {
    total: all.length,
    keys: withoutUnknown(keys),
    bpms: [...bpms]
      .filter(([step]) => step !== '')
      .map(([step, tracksIn]) => ({ from: Number(step), to: Number(step) + BPM_STEP, count: tracksIn }))
      .sort((a, b) => a.from - b.from),
    genres: withoutUnknown(genres),
    tags: withoutUnknown(count([], 'tags')),
    ratings: withoutUnknown(count(['rating'], 'ratings')),
    states: Object.fromEntries(
      BROWSE_STATES.map((state) => {
        const mask = table.mask('states', [state]);
        return [state, states.reduce((sum, position) => sum + mask[position], 0)];
      }),
    ),
    folders: folderCounts(count(['folders'], 'folders')),
    unknown: { bpm: bpms.get('') ?? 0, key: keys.get('') ?? 0, genre: genres.get('') ?? 0 },
    without: Object.fromEntries(
      given.flatMap(({ name }) => (name === undefined ? [] : [[name, without([name]).length]])),
    ),
  };
}

/** Counts the filters that each track fails. */
function countFailed({ tracks }: BrowseTable, given: readonly GivenFilter[]): Uint8Array {
  const failed = new Uint8Array(tracks.length);
  for (const { mask } of given) for (let i = 0; i < failed.length; i++) failed[i] += 1 - mask[i];
  return failed;
}

/** Returns the positions of the tracks that pass all filters but some. */
function among(failed: Uint8Array, ignored: readonly GivenFilter[]): Uint32Array {
  const positions = new Uint32Array(failed.length);
  let count = 0;
  for (let i = 0; i < failed.length; i++) {
    let fails = failed[i];
    for (const { mask } of ignored) fails -= 1 - mask[i];
    if (fails === 0) positions[count++] = i;
  }
  return positions.subarray(0, count);
}

/** Returns the most frequent values. */
function withoutUnknown(counts: ReadonlyMap<string, number>): Record<string, number> {
  const known = [...counts].filter(([value]) => value !== '').sort(([, a], [, b]) => b - a);
  return Object.fromEntries(known.slice(0, MOST_VALUES));
}
