import { type OptionRule, oneOf, optionRules, parseKey, searchWords, trackFilter } from '@rbassist/core';
import { readDay } from '../config/read-day.ts';
import type { BrowseTable } from './browse-table.ts';
import type { BrowseTrack } from './browse-track.ts';
import { isWithin, type Limits, limitsRule } from './limits.ts';

/** States that a list can be limited to. */
export const BROWSE_STATES = ['failed', 'missing', 'staged', 'no-vector', 'uncertain-bpm', 'uncertain-key'] as const;

/** One of {@link BROWSE_STATES}. */
export type BrowseState = (typeof BROWSE_STATES)[number];

/** Filters of `Library.browse`. A track must pass all that are given. */
export interface BrowseFilters {
  /** Words, or parts of words, of artist, title, album, comments and tags; all must occur. */
  text?: string;
  bpm?: Limits;
  /** Like `bpm`, but half or double of the tempo may fit too. */
  bpmOrMultiple?: Limits;
  /** Keys in any notation; one must fit. */
  keys?: readonly string[];
  /** Tags; all must be there. */
  tags?: readonly string[];
  /** Genres; one must fit. */
  genres?: readonly string[];
  /** Stars; unrated counts as 0. */
  rating?: Limits;
  /** Length, in seconds. */
  durationS?: Limits;
  /** Energy, 0..1. */
  energy?: Limits;
  /** First and last day on which the track was added, such as "2026-01-31" or "30d". */
  added?: { from?: string; to?: string };
  /** Folders, with all folders in them; one must fit. */
  folders?: readonly string[];
  /** States; one must fit. @default all but `staged` */
  states?: readonly BrowseState[];
  /** Paths of tracks. */
  only?: readonly string[];
}

/** Name of a filter. */
export type BrowseFilterName = keyof BrowseFilters;

/** Returns true if the track at a position passes. */
type Passes = (position: number) => boolean;

/** A filter: the rule of its option, and a test for a table. */
interface BrowseFilter<Value> {
  rule: OptionRule;
  test(table: BrowseTable, value: Value): Passes;
}

const IN_STATE: Readonly<Record<BrowseState, (track: BrowseTrack) => boolean>> = {
  failed: ({ error, state }) => error !== undefined && state !== 'missing' && state !== 'staged',
  missing: ({ state }) => state === 'missing',
  staged: ({ state }) => state === 'staged',
  'no-vector': ({ hasVector, state }) => !hasVector && state !== 'missing' && state !== 'staged',
  'uncertain-bpm': ({ isBpmUncertain }) => isBpmUncertain,
  'uncertain-key': ({ isKeyUncertain }) => isKeyUncertain,
};

const day: OptionRule = (value) =>
  value === undefined || (typeof value === 'string' && readDay(value, 'start') !== undefined)
    ? undefined
    : 'a date such as "2026-01-31", or an age such as "30d"';

const of =
  (fits: (track: BrowseTrack) => boolean) =>
  ({ tracks }: BrowseTable): Passes =>
  (position) =>
    fits(tracks[position]);

/** All filters. */
export const BROWSE_FILTERS: { readonly [Name in BrowseFilterName]: BrowseFilter<Required<BrowseFilters>[Name]> } = {
  text: {
    rule: (value) => (typeof value === 'string' ? undefined : 'a string'),
    test: (table, text) => {
      const words = searchWords(text).split(' ').filter(Boolean);
      const { texts } = table;
      return (position) => words.every((word) => texts[position].includes(word));
    },
  },
  bpm: { rule: limitsRule, test: (table, limits) => of(({ bpm }) => isWithin(bpm, limits))(table) },
  bpmOrMultiple: {
    rule: limitsRule,
    test: (table, limits) =>
      of(({ bpm = Number.NaN }) => [bpm, 2 * bpm, bpm / 2].some((tempo) => isWithin(tempo, limits)))(table),
  },
  keys: {
    rule: (value) =>
      optionRules.textList(value) === undefined && (value as string[]).every((key) => parseKey(key) !== undefined)
        ? undefined
        : 'a list of keys such as "8A" or "Am"',
    test: (table, keys) => {
      const wanted = new Set<string | undefined>(keys.map(parseKey));
      return of(({ key }) => key !== undefined && wanted.has(key))(table);
    },
  },
  tags: { rule: optionRules.textList, test: ({ mix }, tags) => trackFilter(mix, { tags }) },
  genres: { rule: optionRules.textList, test: ({ mix }, genres) => trackFilter(mix, { genres }) },
  rating: { rule: limitsRule, test: (table, limits) => of(({ rating = 0 }) => isWithin(rating, limits))(table) },
  durationS: { rule: limitsRule, test: (table, limits) => of(({ durationS }) => isWithin(durationS, limits))(table) },
  energy: { rule: limitsRule, test: (table, limits) => of(({ energy }) => isWithin(energy, limits))(table) },
  added: {
    rule: (value) => {
      if (optionRules.options(value) !== undefined) return 'an object with `from` and `to`';
      return day((value as { from?: string }).from) ?? day((value as { to?: string }).to);
    },
    test: (table, { from, to }) => {
      const timeOf = (text: string | undefined, edge: 'start' | 'end') =>
        text === undefined ? undefined : Date.parse(readDay(text, edge) ?? '');
      const limits = { from: timeOf(from, 'start'), to: timeOf(to, 'end') };
      return of(({ addedMs }) => isWithin(addedMs, limits))(table);
    },
  },
  folders: { rule: optionRules.textList, test: ({ mix }, folders) => trackFilter(mix, { folders }) },
  states: {
    rule: (value) =>
      optionRules.textList(value) ?? (value as string[]).map(oneOf(BROWSE_STATES)).find((wanted) => wanted),
    test: (table, states) => of((track) => states.some((state) => IN_STATE[state](track)))(table),
  },
  only: {
    rule: optionRules.textList,
    test: ({ mix }, paths) => {
      const positions = new Set(paths.map((path) => mix.position(path)));
      return (position) => positions.has(position);
    },
  },
};

/** Rules of all filters. */
export const BROWSE_FILTER_RULES = Object.fromEntries(
  Object.entries(BROWSE_FILTERS).map(([name, { rule }]) => [name, rule]),
) as Record<BrowseFilterName, OptionRule>;
