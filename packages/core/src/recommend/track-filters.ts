import { keyClash, tempoClash } from './clash-probability.ts';
import type { FilterName } from './filter-names.ts';
import { type FilterOptions, type FilterSettings, timeSpan } from './filter-options.ts';
import { type Column, folderForm, foldPlain, type MixTable, TRACK_STATES } from './mix-table.ts';
import type { MixTrack } from './mix-track.ts';

/** Tracks to filter, and the seeds that they must go with. */
export interface FilteredTracks {
  table: MixTable;
  seeds: readonly MixTrack[];
  /** Returns true if the index has a vector of the track at a position. */
  hasVector: (position: number) => boolean;
  /** Fit of each track to the words of a search, 0..1; NaN if it does not fit at all. */
  fits?: Float32Array;
}

/** Returns true if a filter removes the track at a position. */
export type Removes = (position: number) => boolean;

/** A filter that judges each track on its own. The filters `version` and `copy` compare tracks with each other. */
export interface TrackFilter {
  name: Exclude<FilterName, 'version' | 'copy'>;
  /** Prepares the filter. Returns undefined if the options do not ask for it. */
  prepare(tracks: FilteredTracks, settings: FilterSettings): Removes | undefined;
  /** Returns true if the filter removes nothing because the seeds lack what it compares. */
  lacksSeed?(tracks: FilteredTracks, settings: FilterSettings): boolean;
  /** Returns changes of the options, each the smallest one that keeps at least one of `removed`. */
  widen?(tracks: FilteredTracks, settings: FilterSettings, removed: readonly number[]): FilterOptions[];
}

/** All filters, in the order in which they are applied. */
export const TRACK_FILTERS: readonly TrackFilter[] = [
  { name: 'missing', prepare: ({ table }) => inState(table, 'missing') },
  { name: 'staged', prepare: ({ table }) => inState(table, 'staged') },
  {
    name: 'failed',
    // a track that failed after it was embedded still mixes
    prepare: ({ table, hasVector }) => {
      const failed = inState(table, 'failed');
      if (failed === undefined) return undefined;
      return (i) => failed(i) && !hasVector(i);
    },
  },
  {
    name: 'noVector',
    prepare:
      ({ hasVector }) =>
      (i) =>
        !hasVector(i),
  },
  {
    name: 'excluded',
    prepare: ({ table }, { exclude }) => (exclude.length === 0 ? undefined : among(table, exclude)),
  },
  {
    name: 'crate',
    prepare: ({ table }, { only }) => {
      if (only === undefined) return undefined;
      const isIn = among(table, only);
      return (i) => !isIn(i);
    },
  },
  {
    name: 'folder',
    prepare: ({ table }, { folders }) =>
      folders.length === 0 ? undefined : unlessAny(table.folders, inFolders(table.folders.values, folders)),
    widen: () => [{ folders: [] }],
  },
  {
    name: 'tempo',
    prepare: ({ table, seeds }, settings) => tempoClash(seeds, table.tempos, settings),
    lacksSeed: ({ seeds }) => seeds.some(({ tempos }) => tempos.length === 0),
    widen: (tracks, settings, removed) => [
      ...widerTempo(tracks, settings, removed),
      ...(settings.allowDoubletime ? [] : [{ allowDoubletime: true }]),
    ],
  },
  {
    name: 'key',
    prepare: ({ table, seeds }, settings) =>
      settings.camelotNeighbors || settings.keyDistance !== undefined ? keyFilter(table, seeds, settings) : undefined,
    lacksSeed: ({ seeds }, { camelotNeighbors, keyDistance }) =>
      (camelotNeighbors || keyDistance !== undefined) && seeds.some(({ keys }) => keys.length === 0),
    widen: (tracks, settings, removed) => {
      if (settings.keyDistance === undefined) return [{ camelotNeighbors: false }];
      const passes = (keyDistance: number) => keepsAny('key', tracks, { ...settings, keyDistance }, removed);
      const steps = firstFrom(settings.keyDistance + 1, 7, passes);
      return steps === undefined ? [] : [{ keyDistance: steps }];
    },
  },
  {
    name: 'tags',
    prepare: ({ table }, { tags, notTags }) => {
      if (tags.length === 0 && notTags.length === 0) return undefined;
      const [wanted, unwanted] = [tags.map(foldPlain), new Set(notTags.map(foldPlain))];
      return unlessAny(
        table.tags,
        (own) => wanted.every((tag) => own.includes(tag)) && !own.some((tag) => unwanted.has(tag)),
      );
    },
    widen: (_, { tags, notTags }) => [
      ...tags.map((dropped) => ({ tags: tags.filter((tag) => tag !== dropped) })),
      ...notTags.map((dropped) => ({ notTags: notTags.filter((tag) => tag !== dropped) })),
      ...(tags.length + notTags.length > 1 ? [{ tags: [], notTags: [] }] : []),
    ],
  },
  {
    name: 'genre',
    prepare: ({ table }, { genres }) => {
      if (genres.length === 0) return undefined;
      const wanted = new Set(genres.map(foldPlain));
      return unlessAny(table.genres, (genre) => wanted.has(genre));
    },
    widen: ({ table }, { genres }, removed) => {
      const common = mostCommon(removed.flatMap((i) => table.tracks[i].genre ?? []));
      return common === undefined ? [{ genres: [] }] : [{ genres: [...genres, common] }];
    },
  },
  {
    name: 'rating',
    prepare: ({ table }, { minRating }) => (minRating === 0 ? undefined : outside(table.numbers('rating'), minRating)),
    widen: ({ table: { tracks } }, _, removed) => [
      { minRating: Math.max(0, ...removed.map((i) => tracks[i].rating ?? 0)) },
    ],
  },
  {
    name: 'length',
    prepare: ({ table }, { minDurationS, maxDurationS }) =>
      minDurationS === 0 && maxDurationS === undefined
        ? undefined
        : outside(table.numbers('durationS'), minDurationS, maxDurationS),
    widen: ({ table: { tracks } }, { minDurationS, maxDurationS = Number.POSITIVE_INFINITY }, removed) => {
      const lengths = removed.flatMap((i) => tracks[i].durationS ?? []);
      const [shorter, longer] = [
        lengths.filter((length) => length < minDurationS),
        lengths.filter((length) => length > maxDurationS),
      ];
      return [
        ...(shorter.length > 0 ? [{ minDurationS: Math.max(0, Math.floor(largest(shorter))) }] : []),
        ...(longer.length > 0 ? [{ maxDurationS: Math.ceil(smallest(longer)) }] : []),
      ];
    },
  },
  {
    name: 'added',
    prepare: ({ table }, { addedSince, addedUntil }) => {
      if (addedSince === undefined && addedUntil === undefined) return undefined;
      const from = addedSince === undefined ? Number.NEGATIVE_INFINITY : (timeSpan(addedSince)?.from ?? Number.NaN);
      const to = addedUntil === undefined ? Number.POSITIVE_INFINITY : (timeSpan(addedUntil)?.to ?? Number.NaN);
      return outside(table.numbers('addedMs'), from, to);
    },
    widen: ({ table: { tracks } }, { addedSince, addedUntil }, removed) => {
      const times = removed.flatMap((i) => tracks[i].addedMs ?? []);
      const [from, to] = [addedSince && timeSpan(addedSince)?.from, addedUntil && timeSpan(addedUntil)?.to];
      const earlier = typeof from === 'number' ? times.filter((time) => time < from) : [];
      const later = typeof to === 'number' ? times.filter((time) => time > to) : [];
      return [
        ...(earlier.length > 0 ? [{ addedSince: dayOf(largest(earlier)) }] : []),
        ...(later.length > 0 ? [{ addedUntil: dayOf(smallest(later)) }] : []),
      ];
    },
  },
  {
    name: 'words',
    prepare: ({ fits }, { minFit }) => fits && ((i) => !(fits[i] >= minFit)),
    widen: ({ fits }, { minFit }, removed) => {
      const known = removed.map((i) => fits?.[i] ?? 0).filter((fit) => fit < minFit);
      return known.length === 0 ? [] : [{ minFit: Math.floor(100 * largest(known)) / 100 }];
    },
  },
  {
    name: 'artist',
    prepare: ({ table, seeds }, { newArtist }) => {
      if (!newArtist) return undefined;
      const own = new Set(seeds.flatMap((seed) => artistsOf(table, seed)));
      return unlessAny(table.artists, (artists) => !artists.some((artist) => own.has(artist)));
    },
    lacksSeed: ({ table, seeds }, { newArtist }) =>
      newArtist && seeds.every((seed) => artistsOf(table, seed).length === 0),
    widen: () => [{ newArtist: false }],
  },
];

/** Returns undefined if no track has the state. */
function inState(table: MixTable, state: MixTrack['state']): Removes | undefined {
  const [{ states }, wanted] = [table, TRACK_STATES.indexOf(state)];
  if (!states.includes(wanted)) return undefined;
  return (i) => states[i] === wanted;
}

function among(table: MixTable, paths: readonly string[]): Removes {
  const listed = new Set(paths.map((path) => table.position(path)));
  return (i) => listed.has(i);
}

/** Removes numbers outside a range, and unknown ones. */
function outside(numbers: Float64Array, from: number, to = Number.POSITIVE_INFINITY): Removes {
  return (i) => !(numbers[i] >= from && numbers[i] <= to);
}

/** Judges each different value of a column once. */
function unlessAny<Value>({ ids, values }: Column<Value>, keeps: (value: Value) => boolean): Removes {
  const kept = Uint8Array.from(values, (value) => Number(keeps(value)));
  return (i) => kept[ids[i]] === 0;
}

/** Prefers folders in the same case. Other spellings count only if no track is in a folder of that case. */
function inFolders(known: readonly string[], folders: readonly string[]): (folder: string) => boolean {
  const checks = folders.map((wanted) => {
    const exact = isWithin(folderForm(wanted));
    const folded = isWithin(folderForm(wanted).toLowerCase());
    return known.some(exact) ? exact : (folder: string) => folded(folder.toLowerCase());
  });
  return (folder) => checks.some((check) => check(folder));
}

function isWithin(wanted: string): (folder: string) => boolean {
  const bare = wanted.replace(/[\\/]$/, '');
  return (folder) => folder === wanted || folder.startsWith(`${bare}/`) || folder.startsWith(`${bare}\\`);
}

/** Removes tracks whose keys clash with every seed. Compares only seeds whose tempos fit, if there are any. */
function keyFilter(table: MixTable, seeds: readonly MixTrack[], settings: FilterSettings): Removes {
  const all = keyClash(seeds, table.keys, settings.keyDistance);
  if (seeds.length < 2) return all;
  const perSeed = seeds.map((seed) => ({
    tempo: tempoClash([seed], table.tempos, settings),
    key: keyClash([seed], table.keys, settings.keyDistance),
  }));
  return (i) => {
    const mixes = perSeed.some(({ tempo, key }) => !tempo(i) && !key(i));
    return !mixes && (all(i) || perSeed.some(({ tempo }) => !tempo(i)));
  };
}

function artistsOf(table: MixTable, { path }: MixTrack): readonly string[] {
  const position = table.position(path);
  return position === undefined ? [] : table.artists.values[table.artists.ids[position]];
}

const WIDEST_TEMPO_PCT = 100;

function widerTempo(tracks: FilteredTracks, settings: FilterSettings, removed: readonly number[]): FilterOptions[] {
  const passes = (tempoPct: number) => keepsAny('tempo', tracks, { ...settings, tempoPct }, removed);
  const tempoPct = firstFrom(Math.floor(settings.tempoPct) + 1, WIDEST_TEMPO_PCT, passes);
  return tempoPct === undefined ? [] : [{ tempoPct }];
}

/** Returns true if a filter with other settings keeps at least one of the tracks. */
function keepsAny(
  name: TrackFilter['name'],
  tracks: FilteredTracks,
  settings: FilterSettings,
  positions: readonly number[],
): boolean {
  const removes = TRACK_FILTERS.find((filter) => filter.name === name)?.prepare(tracks, settings);
  return removes === undefined || positions.some((i) => !removes(i));
}

/** Returns the smallest whole number that passes, if all larger ones pass too. */
function firstFrom(low: number, high: number, passes: (value: number) => boolean): number | undefined {
  if (low > high || !passes(high)) return undefined;
  let [from, to] = [low, high];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (passes(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** Returns the most frequent text, of equally frequent ones the first in the alphabet. */
function mostCommon(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const [most] = [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
  return most?.[0];
}

const largest = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.max(a, b));
const smallest = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.min(a, b));
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
