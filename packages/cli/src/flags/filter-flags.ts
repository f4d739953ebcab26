import { resolve } from 'node:path';
import { type FilterOptions, isNative, pathSystem, RECOMMEND_DEFAULTS, type TrackFilterOptions } from '@rbassist/core';
import type { ValuesOf } from '../arguments/argument-table.ts';
import { readDayFlag } from './read-day-flag.ts';
import { readLength } from './read-length.ts';

/** Heading of these flags in the help. */
const section = 'Filters';

/** Filters by tempo and key. */
export const MIX_FLAGS = {
  'tempo-pct': {
    type: 'number',
    section,
    default: RECOMMEND_DEFAULTS.tempoPct,
    describe: 'Maximum tempo difference in percent',
  },
  'allow-doubletime': {
    type: 'boolean',
    section,
    default: RECOMMEND_DEFAULTS.allowDoubletime,
    describe: 'Exclude tracks at half or double the tempo',
  },
  'camelot-neighbors': {
    type: 'boolean',
    section,
    default: RECOMMEND_DEFAULTS.camelotNeighbors,
    describe: 'Include tracks whose key clashes',
  },
  'key-distance': {
    type: 'number',
    section,
    valueName: 'steps',
    describe: 'Maximum steps on the Camelot wheel, instead of its mixing rules',
  },
} as const;

/** Filters by what a track is, and where it is. */
export const TRACK_FILTER_FLAGS = {
  tag: {
    type: 'string',
    option: 'tags',
    array: true,
    section,
    valueName: 'tag',
    describe: 'Only tracks with this tag; with several, with all of them',
  },
  'not-tag': {
    type: 'string',
    option: 'notTags',
    array: true,
    section,
    valueName: 'tag',
    describe: 'No tracks with this tag',
  },
  genre: {
    type: 'string',
    option: 'genres',
    array: true,
    section,
    valueName: 'genre',
    describe: 'Only tracks of this genre; with several, of any of them',
  },
  'min-rating': {
    type: 'number',
    section,
    valueName: 'stars',
    describe: 'Only tracks with this many stars or more (0 to 5)',
  },
  'min-length': {
    type: 'string',
    option: 'minDurationS',
    section,
    valueName: 'length',
    describe: 'Only tracks of this length or more, e.g. 3:30 or 210',
  },
  'max-length': {
    type: 'string',
    option: 'maxDurationS',
    section,
    valueName: 'length',
    describe: 'Only tracks of this length or less',
  },
  'added-since': {
    type: 'string',
    section,
    valueName: 'date',
    describe: 'Only tracks added since a date or age, e.g. 2026-01-31, 30d, 6w, 3m or 1y',
  },
  'added-until': {
    type: 'string',
    section,
    valueName: 'date',
    describe: 'Only tracks added until a date or age',
  },
  folder: {
    type: 'string',
    option: 'folders',
    array: true,
    path: 'folder',
    section,
    describe: 'Only tracks in this folder; with several, in any of them',
  },
  'new-artist': {
    type: 'boolean',
    section,
    default: RECOMMEND_DEFAULTS.newArtist,
    describe: 'No tracks of the same artist',
  },
  'other-versions': {
    type: 'boolean',
    section,
    default: RECOMMEND_DEFAULTS.otherVersions,
    describe: 'Include other versions of a song, such as remixes and edits',
  },
} as const;

/** Filter by words of the sound. */
export const WORD_FLAGS = {
  words: {
    type: 'string',
    section,
    valueName: 'words',
    describe: 'Only tracks that fit words such as "instrumental, no vocals", as in find',
  },
  'min-fit': {
    type: 'number',
    section,
    default: RECOMMEND_DEFAULTS.minFit,
    describe: 'How well they must fit the words, from 0 to 1',
  },
  'w-words': {
    type: 'number',
    option: 'fitWeight',
    section: 'Weights of the score',
    default: RECOMMEND_DEFAULTS.fitWeight,
    describe: 'Fit to the words of --words',
  },
} as const;

/** Filters by lists of tracks. */
export const CRATE_FLAGS = {
  crate: {
    type: 'string',
    option: 'crates',
    array: true,
    section,
    valueName: 'name',
    describe: 'Only tracks of this playlist file, set or tag; with several, of any of them',
  },
  exclude: {
    type: 'string',
    array: true,
    section,
    valueName: 'name',
    describe: 'Leave out this track, artist, tag, playlist file or set',
  },
} as const;

const { 'new-artist': _, 'other-versions': __, ...OWN_FILTER_FLAGS } = TRACK_FILTER_FLAGS;

/** The filters that need no seed. */
export const SET_FILTER_FLAGS: typeof OWN_FILTER_FLAGS = OWN_FILTER_FLAGS;

/** Values of {@link MIX_FLAGS} and {@link TRACK_FILTER_FLAGS}. */
type FilterValues = ValuesOf<typeof MIX_FLAGS> & ValuesOf<typeof TRACK_FILTER_FLAGS>;

/**
 * Returns the library options for the flags.
 *
 * @throws {OptionError} for a length or a date that can't be read.
 */
export function filterOptions(flags: FilterValues): FilterOptions & { tempoPct: number } {
  const { tempoPct, allowDoubletime, camelotNeighbors, keyDistance, newArtist, otherVersions } = flags;
  return {
    ...{ tempoPct, allowDoubletime, camelotNeighbors, keyDistance, newArtist, otherVersions },
    ...trackFilters(flags),
  };
}

/** Returns the options of {@link SET_FILTER_FLAGS}. Throws as {@link filterOptions}. */
export function trackFilters(flags: ValuesOf<typeof OWN_FILTER_FLAGS>): TrackFilterOptions {
  return {
    tags: flags.tag,
    notTags: flags.notTag,
    genres: flags.genre,
    minRating: flags.minRating,
    minDurationS: readLength('--min-length', flags.minLength),
    maxDurationS: readLength('--max-length', flags.maxLength),
    addedSince: readDayFlag('--added-since', flags.addedSince, 'start'),
    addedUntil: readDayFlag('--added-until', flags.addedUntil, 'end'),
    folders: flags.folder.map((folder) => (isForeign(folder) ? folder : resolve(folder))),
  };
}

/** Returns true for a folder of another operating system. */
function isForeign(folder: string): boolean {
  return pathSystem(folder) !== 'none' && !isNative(folder);
}
