import type { QueryTerm } from './parse-query.ts';
import { sharesOf, sortedNumbers } from './shares.ts';
import type { TagWords } from './tag-words.ts';

/** Values of a query's terms for the tracks of a table. */
export interface QueryScores {
  /** Values of each term by position, 0..1; NaN for a track that the term excludes, or that has no scores. */
  values: readonly Float32Array[];
  /** Score by position, 0..1: the geometric mean of the values, so that no term may fail; NaN if one is. */
  scores: Float32Array;
}

/** Input of {@link queryScores}. */
export interface QueryInput {
  words: TagWords;
  terms: readonly QueryTerm[];
  /** Number of tracks. */
  tracks: number;
  /** Returns the shares of the tracks for a sound tag, by position; undefined if the library has none. */
  shares: (tag: number) => Float32Array | undefined;
}

/** Smallest value in a mean, so that a track without one thing can still be ranked by the others. */
const LEAST_VALUE = 0.01;

/**
 * Scores the tracks for a query. The value of a sound tag is the share of the library that has less of it, and of a
 * negated one the share that has more. Your own tag or genre has the value 1. A word that is nothing but a tag or genre
 * of yours chooses tracks: it excludes those without it.
 */
export function queryScores({ words, terms, tracks, shares }: QueryInput): QueryScores {
  const values = terms.map((term) => termValues(term, words, tracks, shares));
  const scores = new Float32Array(tracks);
  for (let i = 0; i < tracks; i++) {
    let sum = 0;
    for (const each of values) sum += Math.log(Math.max(each[i], LEAST_VALUE));
    scores[i] = Math.exp(sum / values.length);
  }
  return { values, scores };
}

function termValues(
  { phrases, isNegated }: QueryTerm,
  words: TagWords,
  tracks: number,
  sharesOfTag: QueryInput['shares'],
): Float32Array {
  const meanings = phrases.map((phrase) => words.meaning(phrase));
  const numbers = [...new Set(meanings.flatMap(({ sound }) => sound))];
  const sound = largest(numbers.flatMap((tag) => sharesOfTag(tag) ?? []));
  const own = phrases.filter((_, i) => meanings[i].isOwn).map((phrase) => words.own.valuesOf(phrase));
  const values = new Float32Array(tracks);
  for (let i = 0; i < tracks; i++) {
    let has = 0;
    for (const ownValue of own) has = Math.max(has, ownValue(i));
    const value = sound === undefined ? has : has === 0 ? sound[i] : Math.max(has, sound[i] || 0);
    values[i] = isNegated ? 1 - value : value;
    if (sound === undefined && values[i] === 0) values[i] = Number.NaN;
  }
  return values;
}

/** Returns the shares for any of several tags: how many tracks have less of each. */
function largest(columns: readonly Float32Array[]): Float32Array | undefined {
  if (columns.length < 2) return columns[0];
  const most = columns[0].map((_, i) => columns.reduce((high, column) => Math.max(high, column[i]), 0));
  return sharesOf(most, sortedNumbers(most));
}
