import {
  foldPlain,
  isEmptyValue,
  type KnownField,
  keyRelation,
  type MixTable,
  parseKey,
  readTags,
  type TrackRecord,
  trackFilter,
} from '@rbassist/core';
import { readDay } from '../config/read-day.ts';
import { colorNumber } from './color-text.ts';
import type { PlaylistRules } from './playlist-rules.ts';

/** Keys of a record that the rules read, besides those of `missing`. */
const RULE_KEYS = ['mytags', 'added', 'color', 'play_count'] as const satisfies readonly KnownField[];

/** Tests for a track, which must pass both. Records are slow to read, so that they come last. */
export interface RuleTest {
  /** Tells by the position in the table. */
  passes: (position: number) => boolean;
  /** Tells by the record, with these keys. Absent if no rule needs it. */
  record?: { keys: readonly KnownField[]; fits: (record: TrackRecord) => boolean };
}

type Test = (position: number) => boolean;
type RecordTest = (record: TrackRecord) => boolean;

/** Returns the tests that tell which tracks fit the rules, which must be valid. */
export function ruleTest(table: MixTable, rules: PlaylistRules, today = new Date()): RuleTest {
  const { missing = [], tags = [], notTags = [], genres = [], folders = [], ratingMin = 0 } = rules;
  const passes = trackFilter(table, { tags, notTags, genres, folders, minRating: ratingMin });
  const tests: Test[] = [passes, ...anyTagTest(table, rules), ...bpmTest(table, rules), ...keyTest(table, rules)];
  const ofRecord: RecordTest[] = [
    ...myTagTest(rules),
    ...dateTest(rules, today),
    ...colorTest(rules),
    ...playsTest(rules),
    ...missing.map(
      (field): RecordTest =>
        (record) =>
          isEmptyValue(record[field]),
    ),
  ];
  return {
    passes: (position) => tests.every((test) => test(position)),
    ...(ofRecord.length > 0 && {
      record: {
        keys: [...new Set([...RULE_KEYS, ...(missing as readonly KnownField[])])],
        fits: (record) => ofRecord.every((test) => test(record)),
      },
    }),
  };
}

function myTagTest({ myTag }: PlaylistRules): RecordTest[] {
  return myTag === undefined ? [] : [({ mytags }) => readTags(mytags).includes(myTag.trim())];
}

function anyTagTest(table: MixTable, { anyTags = [] }: PlaylistRules): Test[] {
  if (anyTags.length === 0) return [];
  const wanted = new Set(anyTags.map(foldPlain));
  const { ids, values } = table.tags;
  const fits = values.map((own) => own.some((tag) => wanted.has(tag)));
  return [(position) => fits[ids[position]]];
}

const DATE = /^\d{4}-\d\d-\d\d$/;

/** Compares dates as the Python rbassist does: by the first ten characters, and a track without a date fits. */
function dateTest({ since, until }: PlaylistRules, today: Date): RecordTest[] {
  if (since === undefined && until === undefined) return [];
  const [from, to] = [since, until].map((text) => (text === undefined ? undefined : localDate(text, today)));
  return [
    ({ added }) => {
      const day = typeof added === 'string' ? added.slice(0, 10) : '';
      if (!DATE.test(day) || readDay(day, 'start') === undefined) return true;
      return (from === undefined || day >= from) && (to === undefined || day <= to);
    },
  ];
}

function localDate(text: string, today: Date): string {
  const day = new Date(readDay(text, 'start', today) ?? '');
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${day.getFullYear()}-${pad(day.getMonth() + 1)}-${pad(day.getDate())}`;
}

function bpmTest({ tracks }: MixTable, { bpmMin = 0, bpmMax = Number.POSITIVE_INFINITY }: PlaylistRules): Test[] {
  if (bpmMin === 0 && bpmMax === Number.POSITIVE_INFINITY) return [];
  return [
    (position) => {
      const bpm = tracks[position].tempos.at(0)?.value ?? Number.NaN;
      return bpm >= bpmMin && bpm <= bpmMax;
    },
  ];
}

function keyTest({ tracks }: MixTable, { keys = [], mixesWith }: PlaylistRules): Test[] {
  const keyAt = (position: number) => tracks[position].keys.at(0)?.value;
  const wanted = new Set<string | undefined>(keys.map(parseKey));
  const mixes: Test = (position) => !['clash', 'unknown'].includes(keyRelation(mixesWith, keyAt(position)));
  return [
    ...(keys.length === 0 ? [] : [(position: number) => wanted.has(keyAt(position) ?? '')]),
    ...(mixesWith === undefined ? [] : [mixes]),
  ];
}

function colorTest({ colors = [] }: PlaylistRules): RecordTest[] {
  if (colors.length === 0) return [];
  const wanted = new Set(colors.map(colorNumber));
  return [({ color }) => colorNumber(color) !== undefined && wanted.has(colorNumber(color))];
}

function playsTest({ playsMin = 0, playsMax = Number.POSITIVE_INFINITY }: PlaylistRules): RecordTest[] {
  if (playsMin === 0 && playsMax === Number.POSITIVE_INFINITY) return [];
  return [
    ({ play_count: stored }) => {
      const plays = typeof stored === 'number' ? stored : 0;
      return plays >= playsMin && plays <= playsMax;
    },
  ];
}
