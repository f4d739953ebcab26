import type { Widening } from './filter-counts.ts';
import type { FilterOptions, FilterSettings } from './filter-options.ts';
import { type FilteredTracks, type Removes, TRACK_FILTERS, type TrackFilter } from './track-filters.ts';

interface Counting<Settings extends FilterSettings> {
  /** Positions of the seeds. */
  hidden: ReadonlySet<number>;
  /** Number of tracks that are left with the current options. */
  left: number;
  /** Returns the number of tracks that are left with other options. */
  countLeft: (settings: Settings) => number;
}

interface Active {
  filter: TrackFilter;
  removes: Removes;
}

/** Finds the smallest change of each option that gives more tracks; if none helps alone, one change of several. */
export function findWidenings<Settings extends FilterSettings>(
  tracks: FilteredTracks,
  settings: Settings,
  { hidden, left, countLeft }: Counting<Settings>,
): Widening[] {
  const widening = (options: FilterOptions): Widening[] => {
    const more = countLeft({ ...settings, ...options }) - left;
    return more > 0 ? [{ options, more }] : [];
  };
  const bySet = removedBySets(tracks, settings, hidden);
  const single = bySet
    .filter(({ filters }) => filters.length === 1)
    .sort((a, b) => a.set - b.set)
    .flatMap(({ filters: [filter], positions }) => filter.widen?.(tracks, settings, positions) ?? [])
    .flatMap(widening);
  const versions = settings.otherVersions ? [] : widening({ otherVersions: true });
  if (single.length + versions.length > 0) return [...single, ...versions];
  for (const { filters, positions } of bySet) {
    const options = widenAll(tracks, settings, filters, positions);
    const found = options === undefined ? [] : widening(options);
    if (found.length > 0) return found;
  }
  return [];
}

/** Lists the tracks by the filters that remove them, those of the fewest filters first. Leaves out what can't widen. */
function removedBySets(tracks: FilteredTracks, settings: FilterSettings, hidden: ReadonlySet<number>) {
  const active = TRACK_FILTERS.flatMap((filter): Active[] => {
    const removes = filter.prepare(tracks, settings);
    return removes ? [{ filter, removes }] : [];
  });
  const sets = new Map<number, number[]>();
  for (let position = 0; position < tracks.table.tracks.length; position++) {
    if (hidden.has(position)) continue;
    let set = 0;
    for (const [i, { filter, removes }] of active.entries()) {
      if (!removes(position)) continue;
      set = filter.widen === undefined ? -1 : set | (1 << i);
      if (set < 0) break;
    }
    if (set <= 0) continue;
    const known = sets.get(set);
    if (known) known.push(position);
    else sets.set(set, [position]);
  }
  const listed = [...sets].map(([set, positions]) => ({
    set,
    filters: active.filter((_, i) => (set & (1 << i)) !== 0).map(({ filter }) => filter),
    positions,
  }));
  return listed.sort(
    (a, b) => a.filters.length - b.filters.length || b.positions.length - a.positions.length || a.set - b.set,
  );
}

/** Widens one filter after another, so that at least one track passes all of them. */
function widenAll(
  tracks: FilteredTracks,
  settings: FilterSettings,
  filters: readonly TrackFilter[],
  positions: readonly number[],
): FilterOptions | undefined {
  let options: FilterOptions = {};
  let passing = positions;
  for (const { widen, prepare } of filters) {
    const changes = widen?.(tracks, settings, passing) ?? [];
    const kept = changes.map((change) => {
      const removes = prepare(tracks, { ...settings, ...change });
      return { change, passing: removes ? passing.filter((position) => !removes(position)) : passing };
    });
    const best = kept.find((each) => each.passing.length > 0);
    if (best === undefined) return undefined;
    options = { ...options, ...best.change };
    passing = best.passing;
  }
  return options;
}
