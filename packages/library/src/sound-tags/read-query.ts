import {
  type MixTable,
  NotFoundError,
  OptionError,
  type QueryTerm,
  type Remedy,
  type SoundTagTable,
  TagWords,
} from '@rbassist/core';
import type { ReadonlyVectorIndex } from '@rbassist/index';
import type { LibraryContext } from '../library-context.ts';
import { anyOf, closestNames } from '../recommend/find-seed.ts';
import { SOUND_TAGS } from './sound-tag-table.ts';

/** A query, and the words that it may use. */
export interface ReadQuery {
  words: TagWords;
  terms: QueryTerm[];
  unknown: UnknownWords[];
}

/** Words of a query that no tag, genre or sound has. */
export interface UnknownWords {
  text: string;
  /** Known words that are near. */
  near: string[];
}

/** Vectors of a library, and the sound tags in them. */
export interface SoundVectors {
  /** Absent if the library has no vectors. */
  index?: ReadonlyVectorIndex;
  /** Absent if the vectors are of a model without tags. */
  table?: SoundTagTable;
}

const NEAR = 5;
const WORDS = new WeakMap<MixTable, TagWords>();

/**
 * Reads a query in words. Warns about words without a meaning, and about sounds that the library's vectors lack, and
 * leaves them out.
 *
 * @throws {OptionError} if no word has a meaning, or the query is blank or too long.
 * @throws {NotFoundError} if all words are sounds, and the vectors hold none.
 */
export async function readQuery(context: LibraryContext, query: string, sound: SoundVectors): Promise<ReadQuery> {
  const { table } = context.mixTracks;
  const words = WORDS.get(table) ?? new TagWords(SOUND_TAGS, table);
  WORDS.set(table, words);
  const parsed = words.parse(query);
  const unknown: UnknownWords[] = [];
  for (const text of parsed.unknown.slice(0, NEAR)) unknown.push({ text, near: await nearWords(words, text) });
  if (parsed.terms.length === 0) throw new OptionError(unknown.map(unknownMessage).join(' '), { option: 'query' });
  for (const each of unknown) context.warn(unknownMessage(each));
  return { words, terms: usableTerms(context, words, parsed.terms, sound), unknown };
}

async function nearWords(words: TagWords, text: string): Promise<string[]> {
  const names = new Set([...SOUND_TAGS, ...words.own.phrases()]);
  return [...new Set([...words.related(text), ...(await closestNames(text, names))])].slice(0, NEAR);
}

function unknownMessage({ text, near }: UnknownWords): string {
  const hint = near.length === 0 ? '' : ` Near ones are ${anyOf(near)}.`;
  return `No sound, tag or genre is called "${text}".${hint}`;
}

/** Leaves out what only vectors with tags can tell, if the library has none. */
function usableTerms(
  context: LibraryContext,
  words: TagWords,
  terms: readonly QueryTerm[],
  sound: SoundVectors,
): QueryTerm[] {
  if (sound.table !== undefined) return [...terms];
  const isUsable = ({ phrases }: QueryTerm) => phrases.some((phrase) => words.meaning(phrase).isOwn);
  const lost = terms.filter((term) => !isUsable(term));
  if (lost.length === 0) return [...terms];
  const { message, remedies } = noSoundTags(sound, lost);
  if (lost.length === terms.length) throw new NotFoundError(message, [], { remedies });
  context.warn(message, remedies);
  return terms.filter(isUsable);
}

/** Says why a library has no sound tags, and what to do. */
export function noSoundTags(
  { index }: SoundVectors,
  lost: readonly QueryTerm[] = [],
): { message: string; remedies: Remedy[] } {
  const asked = lost.length === 0 ? '' : `, so rbassist can't find ${anyOf(lost.map(({ text }) => text))} by the sound`;
  if (index === undefined) return { message: `No track has a vector yet${asked}.`, remedies: [{ action: 'rescan' }] };
  const remedies: Remedy[] = [{ action: 'rescan', reEmbed: true }];
  return { message: `The vectors of this library are of ${index.space}, which knows no tags${asked}.`, remedies };
}
