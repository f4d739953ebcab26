import { checkOptions } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { BROWSE_FILTER_RULES, BROWSE_STATES, type BrowseFilterName, type BrowseFilters } from './browse-filters.ts';
import type { BrowseTable } from './browse-table.ts';
import { type GivenFilter, givenFilters } from './filtered-tracks.ts';
import { type FolderCount, folderCounts } from './folder-counts.ts';

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

const BPM_STEP = 2;
/** Different genres or tags to count. */
const MOST_VALUES = 500;

/** See `Library.browseFacets`. */
export async function browseFacets(context: LibraryContext, filters: BrowseFilters): Promise<BrowseFacets> {
  checkOptions(filters, BROWSE_FILTER_RULES);
  await context.refresh();
  const table = context.browseTable;
  const given = givenFilters(table, filters);
  const failed = countFailed(table, given);
  const count = (own: readonly BrowseFilterName[], valuesOf: (position: number) => readonly string[]) =>
    countValues(among(failed, given, own), valuesOf);
  const { tracks } = table;
  const bpms = countValues(among(failed, given, ['bpm', 'bpmOrMultiple']), (i) => stepOf(tracks[i].bpm));
  const keys = count(['keys'], (i) => [tracks[i].key ?? '']);
  const genres = count(['genres'], (i) => [tracks[i].genre ?? '']);
  const states = among(failed, given, ['states']);
  return {
    total: among(failed, given, []).length,
    keys: withoutUnknown(keys),
    bpms: [...bpms]
      .filter(([step]) => step !== '')
      .map(([step, tracksIn]) => ({ from: Number(step), to: Number(step) + BPM_STEP, count: tracksIn }))
      .sort((a, b) => a.from - b.from),
    genres: withoutUnknown(genres),
    tags: withoutUnknown(count([], (i) => tracks[i].tags)),
    ratings: withoutUnknown(count(['rating'], (i) => [String(Math.round(tracks[i].rating ?? 0))])),
    states: Object.fromEntries(
      BROWSE_STATES.map((state) => {
        const mask = table.mask('states', [state]);
        return [state, states.reduce((sum, position) => sum + mask[position], 0)];
      }),
    ),
    folders: folderCounts(among(failed, given, ['folders']).map((position) => tracks[position].path)),
    unknown: { bpm: bpms.get('') ?? 0, key: keys.get('') ?? 0, genre: genres.get('') ?? 0 },
    without: Object.fromEntries(
      given.flatMap(({ name }) => (name === undefined ? [] : [[name, among(failed, given, [name]).length]])),
    ),
  };
}

/** Counts the filters that each track fails. */
function countFailed({ tracks }: BrowseTable, given: readonly GivenFilter[]): Uint8Array {
  const failed = new Uint8Array(tracks.length);
  for (const { mask } of given) for (let i = 0; i < failed.length; i++) failed[i] += 1 - mask[i];
  return failed;
}

/** Returns the positions of the tracks that pass all filters, without some of them. */
function among(failed: Uint8Array, given: readonly GivenFilter[], without: readonly BrowseFilterName[]): number[] {
  const ignored = given.filter(({ name }) => name !== undefined && without.includes(name));
  const positions: number[] = [];
  for (let i = 0; i < failed.length; i++) {
    let fails = failed[i];
    for (const { mask } of ignored) fails -= 1 - mask[i];
    if (fails === 0) positions.push(i);
  }
  return positions;
}

function countValues(
  positions: readonly number[],
  valuesOf: (position: number) => readonly string[],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const position of positions) {
    for (const value of valuesOf(position)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

function stepOf(bpm: number | undefined): readonly string[] {
  return [bpm === undefined ? '' : String(BPM_STEP * Math.floor(bpm / BPM_STEP))];
}

/** Returns the most frequent values. */
function withoutUnknown(counts: ReadonlyMap<string, number>): Record<string, number> {
  const known = [...counts].filter(([value]) => value !== '').sort(([, a], [, b]) => b - a);
  return Object.fromEntries(known.slice(0, MOST_VALUES));
}
