import { numberFrom, type OptionRule, optionRules, wholeFrom } from '../options/check-options.ts';
import { TEMPO_MATCH_DEFAULTS, TEMPO_MATCH_RULES, type TempoMatchOptions } from '../tempos/tempo-relation.ts';

/**
 * Options of the filters. A filter without an option removes nothing.
 *
 * An unknown tempo or key never removes a track. An unknown genre, rating, length or date does, if you filter by it.
 */
export interface FilterOptions extends TempoMatchOptions {
  /** Keeps only keys that mix by the Camelot rules. @default true */
  camelotNeighbors?: boolean;
  /**
   * Keeps only keys within this number of steps on the Camelot wheel, 0..7, instead of `camelotNeighbors`. Each number
   * is a step, and so is the change between minor and major.
   */
  keyDistance?: number;
  /** Keeps only tracks with all of these tags. */
  tags?: readonly string[];
  /** Removes tracks with any of these tags. */
  notTags?: readonly string[];
  /** Keeps only tracks of any of these genres. */
  genres?: readonly string[];
  /** Keeps only tracks with at least this number of stars, 0..5. */
  minRating?: number;
  /** Smallest length, in seconds. */
  minDurationS?: number;
  /** Largest length, in seconds. */
  maxDurationS?: number;
  /** Keeps only tracks added on this day or later: an ISO 8601 date or time, UTC if it names no zone. */
  addedSince?: string;
  /** Keeps only tracks added on this day or earlier: an ISO 8601 date or time, UTC if it names no zone. */
  addedUntil?: string;
  /** Keeps only tracks that fit the words of a search at least so well, 0..1. Needs their fits. @default 0.5 */
  minFit?: number;
  /** Keeps only tracks in these folders, at any depth. */
  folders?: readonly string[];
  /** Keeps only these tracks, by path; e.g. those of a crate. */
  only?: readonly string[];
  /** Removes these tracks, by path. */
  exclude?: readonly string[];
  /** Removes tracks of the seeds' artists. @default false */
  newArtist?: boolean;
  /** Keeps other versions of the seeds' songs, and several versions of one song. @default false */
  otherVersions?: boolean;
}

/** Defaults of {@link FilterOptions}. */
export const FILTER_DEFAULTS = {
  ...TEMPO_MATCH_DEFAULTS,
  camelotNeighbors: true,
  keyDistance: undefined,
  tags: [],
  notTags: [],
  genres: [],
  minRating: 0,
  minDurationS: 0,
  maxDurationS: undefined,
  addedSince: undefined,
  addedUntil: undefined,
  minFit: 0.5,
  folders: [],
  only: undefined,
  exclude: [],
  newArtist: false,
  otherVersions: false,
} as const satisfies { [Name in keyof Required<FilterOptions>]: FilterOptions[Name] };

/** Options of the filters with every default filled in. */
export type FilterSettings = FilterOptions & Required<Omit<FilterOptions, UnsetName>>;

type UnsetName = 'keyDistance' | 'maxDurationS' | 'addedSince' | 'addedUntil' | 'only';

/** Largest distance of two keys: half the wheel, and from minor to major. */
const FARTHEST_KEYS = 7;

export const FILTER_RULES = {
  ...TEMPO_MATCH_RULES,
  camelotNeighbors: optionRules.flag,
  keyDistance: wholeFrom(0, FARTHEST_KEYS),
  tags: optionRules.textList,
  notTags: optionRules.textList,
  genres: optionRules.textList,
  minRating: numberFrom(0, 5),
  minDurationS: numberFrom(0),
  maxDurationS: numberFrom(0),
  addedSince: isoTime,
  addedUntil: isoTime,
  minFit: numberFrom(0, 1),
  folders: optionRules.textList,
  only: optionRules.textList,
  exclude: optionRules.textList,
  newArtist: optionRules.flag,
  otherVersions: optionRules.flag,
} satisfies Record<keyof FilterOptions, OptionRule>;

function isoTime(value: unknown): string | undefined {
  return typeof value === 'string' && timeSpan(value) !== undefined
    ? undefined
    : 'an ISO 8601 date or time, such as "2026-05-01"';
}

const ISO_TIME = /^\d{4}(?:-\d{2}(?:-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?)?)?$/;
const ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/;

/**
 * Returns the first and the last millisecond since 1970 of a year, month, day or time; undefined for another text, or a
 * day that does not exist. Without a zone, times are UTC.
 */
export function timeSpan(text: string): { from: number; to: number } | undefined {
  if (!ISO_TIME.test(text)) return undefined;
  const time = text.replace(' ', 'T');
  const from = Date.parse(time.includes('T') && !ZONE.test(time) ? `${time}Z` : time);
  if (Number.isNaN(from)) return undefined;
  if (time.includes('T')) return { from, to: from };
  const start = new Date(from);
  // JavaScript reads "2026-02-30" as 2 March
  if (!start.toISOString().startsWith(text)) return undefined;
  const [year, month, day] = [start.getUTCFullYear(), start.getUTCMonth(), start.getUTCDate()];
  const parts = text.split('-').length;
  const next =
    parts === 1 ? Date.UTC(year + 1, 0) : parts === 2 ? Date.UTC(year, month + 1) : Date.UTC(year, month, day + 1);
  return { from, to: next - 1 };
}
