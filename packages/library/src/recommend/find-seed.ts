import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  fileStem,
  matchNames,
  NotFoundError,
  OptionError,
  type SeedMatches,
  searchWords,
  trackName,
} from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { requireTracks } from '../mix/require-tracks.ts';

const SUGGESTIONS = 5;
const SEPARATOR = /[\\/]/;
/** From 0 (same word) to 1 (any); allows about two wrong letters in a word of five. */
const FUZZINESS = 0.4;
/** Share of the letters that a suggestion must have in similar words, and of those that the best one has. */
const LEAST_LIKENESS = 0.4;
const LIKE_BEST = 0.6;

/** Tracks that a seed may mean. */
export interface FoundSeed {
  /** Paths, best first; at least one. Of exact matches, only those that match equally well. */
  matches: string[];
  /** True if the text is the path, the name or the title of these tracks. */
  isExact: boolean;
}

/**
 * Finds the tracks that a text may mean: by path (also relative), name, or part of either.
 *
 * @param name What the text is called in messages, e.g. "seed".
 * @throws {NotFoundError} with the closest names if nothing matches, if the text is the path of a file that was not
 *   scanned, or if the library is empty.
 * @throws {OptionError} for a blank text.
 */
export async function findSeed(context: LibraryContext, text: string, name = 'seed'): Promise<FoundSeed> {
  if (text.trim() === '') throw new OptionError(`The ${name} is blank. Type a path, or words of an artist or title.`);
  const { mixTracks } = context;
  requireTracks(context);
  const { paths, exactCount } = await requireMatch(context, text);
  const matches = exactCount > 0 ? paths.slice(0, exactCount) : paths;
  // a staged track is a copy, so other matches come first
  const kept = matches.filter((path) => mixTracks.get(path)?.state !== 'staged');
  return { matches: kept.length > 0 ? kept : matches, isExact: exactCount > 0 };
}

/** Returns the best match of a text. Warns if there are others. */
export function bestMatch({ warn }: LibraryContext, text: string, { matches }: FoundSeed): string {
  const [best, ...others] = matches;
  if (others.length > 0) warn(`"${text}" matches ${matches.length} tracks. Using ${best}.`);
  return best;
}

/** Returns the tracks that a text means; no paths if it means none. */
export function matchText({ mixTracks, records }: LibraryContext, seed: string): SeedMatches {
  const absolute = resolve(seed);
  if (mixTracks.get(absolute)) return { paths: [absolute], exactCount: 1 };
  if (isPath(seed)) {
    // unresolved too, since other systems can't resolve a Windows path
    const match = records.keyOf(seed) ?? records.keyOf(absolute);
    if (match !== undefined) return { paths: [match], exactCount: 1 };
  }
  return matchNames(seed, mixTracks.names);
}

/** Returns true for a text with a folder in front. */
export function isPath(text: string): boolean {
  return SEPARATOR.test(text);
}

async function requireMatch(context: LibraryContext, seed: string): Promise<SeedMatches> {
  const matches = matchText(context, seed);
  // words of the path of a file that was not scanned may match other tracks
  if (matches.paths.length === 0 || (isPath(seed) && matches.exactCount === 0)) await refuseUnknownFile(resolve(seed));
  if (matches.paths.length > 0) return matches;
  const names = new Set(context.mixTracks.all.map((track) => trackName(track.path, track)));
  const suggestions = await closestNames(isPath(seed) ? fileStem(seed) : seed, names);
  throw notFound(`No track matches "${seed}".`, suggestions);
}

async function refuseUnknownFile(path: string): Promise<void> {
  const isFile = await stat(path).then(
    (file) => file.isFile(),
    () => false,
  );
  if (!isFile) return;
  const remedies = [{ action: 'rescan' as const, paths: [path] }];
  throw new NotFoundError(`${path} is not in the library.`, [], { remedies });
}

/** Finds the names that have most of the letters of a text in words like its own, in any order. */
export async function closestNames(seed: string, names: ReadonlySet<string>): Promise<string[]> {
  const typed = wordsOf(seed);
  if (typed.length === 0 || names.size === 0) return [];
  const { default: Fuse } = await import('fuse.js');
  const named = [...names].map((name) => ({ name, words: wordsOf(name) }));
  const fuse = new Fuse([...new Set(named.flatMap(({ words }) => words))], {
    threshold: FUZZINESS,
    ignoreLocation: true,
    includeScore: true,
  });
  const lettersOf = (word: string) => {
    const found = fuse.search(word);
    return new Map(found.map(({ item, score = 1 }) => [item, (1 - score) * likeLength(word, item) * word.length]));
  };
  // a blank too many is a mistake too
  const spellings = [typed, [typed.join('')]].map((words) => words.map(lettersOf));
  const likenessOf = (words: readonly string[]) => {
    const best = (letters: Map<string, number>) => Math.max(0, ...words.map((word) => letters.get(word) ?? 0));
    return Math.max(...spellings.map((each) => each.reduce((sum, letters) => sum + best(letters), 0)));
  };
  const ranked = named.map(({ name, words }) => ({ name, likeness: likenessOf(words) }));
  ranked.sort((a, b) => b.likeness - a.likeness);
  const least = Math.max(LEAST_LIKENESS * typed.join('').length, LIKE_BEST * (ranked[0]?.likeness ?? 0));
  return ranked
    .filter(({ likeness }) => likeness >= least)
    .slice(0, SUGGESTIONS)
    .map(({ name }) => name);
}

function likeLength(a: string, b: string): number {
  return Math.min(a.length, b.length) / Math.max(a.length, b.length);
}

function wordsOf(text: string): string[] {
  return searchWords(text).split(' ').filter(Boolean);
}

/** Builds the error for a name that nothing has, with the names that may be meant. */
export function notFound(message: string, suggestions: readonly string[]): NotFoundError {
  const hint = suggestions.length === 0 ? '' : ` Did you mean ${anyOf(suggestions)}?`;
  return new NotFoundError(`${message}${hint}`, suggestions);
}

/** Joins names with commas and "or", each in quotes. */
export function anyOf(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
}
