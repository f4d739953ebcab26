import { optionRules, requireRule } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { bestMatch, type FoundSeed, findSeed } from '../recommend/find-seed.ts';

/**
 * Finds the track that a text means: a path, or words of an artist, title or path in any order. Warns if the text
 * matches several tracks.
 *
 * @param name What the text is called in messages, e.g. "seed".
 * @returns the track's path, as `meta.json` spells it.
 * @throws {NotFoundError} with the closest names if nothing matches, or if the library is empty.
 * @throws {OptionError} for a blank text.
 */
export async function findTrack(context: LibraryContext, text: string, name = 'track'): Promise<string> {
  return bestMatch(context, text, await findTracks(context, text, name));
}

/** Finds every track that a text may mean, best first. Throws the errors of {@link findTrack}. */
export async function findTracks(context: LibraryContext, text: string, name = 'track'): Promise<FoundSeed> {
  requireRule(name, text, optionRules.text);
  await context.refresh();
  return findSeed(context, text, name);
}
