import { resolve } from 'node:path';
import { isNative, OptionError, pathSystem } from '@rbassist/core';
import { MISSING_FIELDS, type PlaylistRules } from '@rbassist/library';
import type { ValuesOf } from '../arguments/argument-table.ts';
import { quoteWord } from '../arguments/usage-error.ts';

/** Heading of these flags in the help. */
const section = 'Rules';

/** Rules by tempo and key, under a heading of the help. */
const tempoKeyFlags = <const Section extends string>(section: Section) =>
  ({
    bpm: {
      type: 'string',
      section,
      valueName: 'range',
      describe: 'Tracks of a tempo or range of tempos, e.g. 120-126',
    },
    key: {
      type: 'string',
      option: 'keys',
      array: true,
      section,
      valueName: 'key',
      describe: 'Tracks in this key, e.g. 8A or Am; with several, in any of them',
    },
    'mixes-with': { type: 'string', section, valueName: 'key', describe: 'Tracks in a key that mixes with this key' },
  }) as const;

/** Rules by tempo and key, as filters. */
export const TEMPO_KEY_FLAGS = tempoKeyFlags('Filters');

/** Rules of a playlist. */
export const RULE_FLAGS = {
  'my-tag': {
    type: 'string',
    takesEmpty: true,
    section,
    valueName: 'tag',
    describe: 'Tracks with this My Tag, spelled exactly so',
  },
  tag: {
    type: 'string',
    option: 'tags',
    array: true,
    section,
    valueName: 'tag',
    describe: 'Tracks with this tag; with several, with all of them',
  },
  'any-tag': {
    type: 'string',
    option: 'anyTags',
    array: true,
    section,
    valueName: 'tag',
    describe: 'Tracks with this tag; with several, with any of them',
  },
  'not-tag': {
    type: 'string',
    option: 'notTags',
    array: true,
    section,
    valueName: 'tag',
    describe: 'No tracks with this tag',
  },
  'rating-min': {
    type: 'number',
    section,
    valueName: 'stars',
    describe: 'Tracks with this many stars or more (0 to 5)',
  },
  since: {
    type: 'string',
    takesEmpty: true,
    section,
    valueName: 'date',
    describe: 'Tracks added since a date or age, e.g. 2026-01-31, 30d, 6w, 3m or 1y',
  },
  until: {
    type: 'string',
    takesEmpty: true,
    section,
    valueName: 'date',
    describe: 'Tracks added until a date or age',
  },
  ...tempoKeyFlags(section),
  genre: {
    type: 'string',
    option: 'genres',
    array: true,
    section,
    valueName: 'genre',
    describe: 'Tracks of this genre; with several, of any of them',
  },
  color: {
    type: 'string',
    option: 'colors',
    array: true,
    section,
    valueName: 'color',
    describe: 'Tracks of this colour, e.g. red or #FF0000; with several, of any of them',
  },
  'plays-min': { type: 'number', section, valueName: 'plays', describe: 'Tracks that you played this often or more' },
  'plays-max': { type: 'number', section, valueName: 'plays', describe: 'Tracks that you played this often or less' },
  missing: {
    choices: MISSING_FIELDS,
    array: true,
    section,
    valueName: 'value',
    describe: 'Tracks that lack this value; with several, all of them',
  },
  folder: {
    type: 'string',
    option: 'folders',
    array: true,
    path: 'folder',
    section,
    describe: 'Tracks in this folder; with several, in any of them',
  },
} as const;

/**
 * Returns the rules of the flags that are given, which are added to those of a preset or replace them.
 *
 * @throws {OptionError} for a range that can't be read.
 */
export function playlistRules(flags: ValuesOf<typeof RULE_FLAGS>, preset: PlaylistRules = {}): PlaylistRules {
  const given = (list: readonly string[]) => (list.length === 0 ? undefined : list);
  const rules: PlaylistRules = {
    // the Python rbassist takes an empty text and 0 for no rule
    myTag: flags.myTag || undefined,
    ratingMin: flags.ratingMin || undefined,
    since: flags.since || undefined,
    until: flags.until || undefined,
    tags: given(flags.tag),
    anyTags: given(flags.anyTag),
    notTags: given(flags.notTag),
    ...tempoKeyRules(flags),
    genres: given(flags.genre),
    colors: given(flags.color),
    playsMin: flags.playsMin,
    playsMax: flags.playsMax,
    missing: given(flags.missing),
    folders: given(flags.folder.map((folder) => (isForeign(folder) ? folder : resolve(folder)))),
  };
  const defined = Object.entries(rules).filter(([, value]) => value !== undefined);
  return { ...preset, ...Object.fromEntries(defined) };
}

/** Returns the rules of {@link TEMPO_KEY_FLAGS} that are given. Throws {@link OptionError} for an unreadable range. */
export function tempoKeyRules({ bpm, key, mixesWith }: ValuesOf<typeof TEMPO_KEY_FLAGS>) {
  const [bpmMin, bpmMax] = bpmRange(bpm);
  return { bpmMin, bpmMax, keys: key.length === 0 ? undefined : key, mixesWith };
}

const RANGE = /^(\d+(?:\.\d+)?)?\s*(-)?\s*(\d+(?:\.\d+)?)?$/;

/** Reads "120-126", "120-" or "120"; a range from 0 has no lowest tempo. */
function bpmRange(text: string | undefined): [low?: number, high?: number] {
  if (text === undefined) return [];
  const [, low, dash, high] = RANGE.exec(text.trim()) ?? [];
  const [from, to] = [low, high].map((number) => Number(number ?? 0) || undefined);
  if (from === undefined && to === undefined) {
    throw new OptionError(`--bpm must be a range such as 120-126, 120- or 0-126, not ${quoteWord(text)}.`);
  }
  // "124" also means a measured 123.98
  return dash === undefined && from !== undefined ? [from - 0.5, from + 0.5] : [from, to];
}

function isForeign(folder: string): boolean {
  return pathSystem(folder) !== 'none' && !isNative(folder);
}
