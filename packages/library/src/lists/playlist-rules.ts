import { type KnownField, numberFrom, type OptionRule, optionRules, parseKey, wholeFrom } from '@rbassist/core';
import { readDay } from '../config/read-day.ts';
import { colorNumber } from './color-text.ts';

/** Rules of a playlist. A track must fit all that are given. */
export interface PlaylistRules {
  /** Has this My Tag, spelled exactly so. */
  myTag?: string;
  /** Has all of these tags, in any spelling. */
  tags?: readonly string[];
  /** Has any of these tags. */
  anyTags?: readonly string[];
  /** Has none of these tags. */
  notTags?: readonly string[];
  /** Has at least this number of stars, 0..5; unrated counts as 0. */
  ratingMin?: number;
  /**
   * Was added on this day or later: a date such as "2026-01-31", or an age such as "30d". A track without a readable
   * date fits.
   */
  since?: string;
  /** Was added on this day or earlier, like `since`. */
  until?: string;
  /** Lowest tempo. */
  bpmMin?: number;
  /** Highest tempo. */
  bpmMax?: number;
  /** Has one of these keys, in any notation. */
  keys?: readonly string[];
  /** Has a key that mixes with this key by the Camelot rules. */
  mixesWith?: string;
  /** Has one of these genres. */
  genres?: readonly string[];
  /** Has one of these colours: "#RRGGBB", or its name in Rekordbox. */
  colors?: readonly string[];
  /** Lowest number of plays; an unknown number counts as 0. */
  playsMin?: number;
  /** Highest number of plays. */
  playsMax?: number;
  /** Lacks all of these values, e.g. `genre` or `rating`: keys of records. */
  missing?: readonly string[];
  /** Is in one of these folders, at any depth. */
  folders?: readonly string[];
}

/** Keys of records that a track may lack, for `missing`. */
export const MISSING_FIELDS = [
  ...['artist', 'title', 'album', 'genre', 'subgenre', 'year', 'comments'],
  ...['bpm', 'key', 'tempos', 'cues', 'loudness_lufs', 'embedding'],
  ...['rating', 'color', 'mytags', 'tags', 'play_count', 'last_played', 'rekordbox'],
] as const satisfies readonly KnownField[];

export const PLAYLIST_RULES = {
  myTag: optionRules.text,
  tags: optionRules.textList,
  anyTags: optionRules.textList,
  notTags: optionRules.textList,
  ratingMin: numberFrom(0, 5),
  since: day,
  until: day,
  bpmMin: numberFrom(0),
  bpmMax: numberFrom(0),
  keys: listOf((key) => parseKey(key) !== undefined, 'a list of keys such as "8A" or "Am"'),
  mixesWith: key,
  genres: optionRules.textList,
  colors: listOf((color) => colorNumber(color) !== undefined, 'a list of colours such as "Red" or "#FF0000"'),
  playsMin: wholeFrom(0),
  playsMax: wholeFrom(0),
  missing: listOf(
    (field) => (MISSING_FIELDS as readonly string[]).includes(field),
    `a list of ${MISSING_FIELDS.join(', ')}`,
  ),
  folders: optionRules.textList,
} satisfies Record<keyof PlaylistRules, OptionRule>;

function day(value: unknown): string | undefined {
  const isDay = typeof value === 'string' && readDay(value, 'start') !== undefined;
  return isDay ? undefined : 'a date such as "2026-01-31", or an age such as "30d", "6w", "3m" or "1y"';
}

function key(value: unknown): string | undefined {
  return typeof value === 'string' && parseKey(value) !== undefined ? undefined : 'a key such as "8A" or "Am"';
}

function listOf(fits: (item: string) => boolean, wanted: string): OptionRule {
  return (value) => (optionRules.textList(value) === undefined && (value as string[]).every(fits) ? undefined : wanted);
}
