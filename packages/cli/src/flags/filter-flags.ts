import { RECOMMEND_DEFAULTS } from '@rbassist/core';

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
} as const;
