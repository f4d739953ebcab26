import { FILTER_NAMES, type FilterName } from './filter-names.ts';
import type { FilterOptions, FilterSettings } from './filter-options.ts';
import { type FilteredTracks, TRACK_FILTERS } from './track-filters.ts';

/** Effect of the filters of `recommend` on a whole library. */
export interface FilterCounts {
  /** Number of tracks without the seeds. */
  tracks: number;
  /** Number of tracks that go with the seeds: `tracks` without those that the filters removed. */
  left: number;
  /**
   * Number of tracks that each filter removed. A track counts once, for the first of {@link FILTER_NAMES} that removes
   * it. Copies count as far as the search met them: all of them if fewer than `top` tracks are left.
   */
  filtered: Record<FilterName, number>;
  /** Filters that removed nothing because the seeds lack what they compare, such as a BPM or a key. */
  inactive: FilterName[];
  /**
   * Changes of options that find more tracks; empty if `top` or more are left, or if no change helps. Each is the
   * smallest change of one option that helps. If no option helps alone, it is one change of several.
   */
  widenings: Widening[];
}

/** A change of options that finds more tracks. */
export interface Widening {
  options: FilterOptions;
  /** Number of additional tracks. */
  more: number;
}

/** Returns counts of no tracks. */
export function noCounts(): FilterCounts {
  return { tracks: 0, left: 0, filtered: noneFiltered(), inactive: [], widenings: [] };
}

function noneFiltered(): Record<FilterName, number> {
  return Object.fromEntries(FILTER_NAMES.map((name) => [name, 0])) as Record<FilterName, number>;
}

/** A library after the filters that judge each track on its own. */
export interface FilteredLibrary {
  tracks: number;
  /** Number of tracks that pass. */
  passing: number;
  filtered: Record<FilterName, number>;
  inactive: FilterName[];
  passes: (position: number) => boolean;
  positions: () => Uint32Array;
}

/** Applies {@link TRACK_FILTERS} to all tracks but those at `hidden`, the seeds. */
export function filterTracks(
  input: FilteredTracks,
  settings: FilterSettings,
  hidden: ReadonlySet<number>,
): FilteredLibrary {
  const { tracks } = input.table;
  const isOut = new Uint8Array(tracks.length);
  for (const position of hidden) isOut[position] = 1;
  const filtered = noneFiltered();
  const inactive: FilterName[] = [];
  let passing = tracks.length - hidden.size;
  for (const { name, prepare, lacksSeed } of TRACK_FILTERS) {
    if (lacksSeed?.(input, settings)) inactive.push(name);
    const removes = prepare(input, settings);
    if (removes === undefined) continue;
    let removed = 0;
    for (let i = 0; i < isOut.length; i++) {
      if (isOut[i] === 1 || !removes(i)) continue;
      isOut[i] = 1;
      removed++;
    }
    filtered[name] = removed;
    passing -= removed;
  }
  return {
    tracks: tracks.length - hidden.size,
    passing,
    filtered,
    inactive,
    passes: (position) => isOut[position] === 0,
    positions: () => positionsIn(isOut, passing),
  };
}

function positionsIn(isOut: Uint8Array, count: number): Uint32Array {
  const positions = new Uint32Array(count);
  for (let i = 0, at = 0; i < isOut.length; i++) if (isOut[i] === 0) positions[at++] = i;
  return positions;
}
