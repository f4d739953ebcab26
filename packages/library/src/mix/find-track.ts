import { optionRules, requireRule } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { findSeed } from '../recommend/find-seed.ts';

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
  requireRule(name, text, optionRules.text);
  await context.refresh();
  const { matches } = await findSeed(context, text, name);
  const [best, ...others] = matches;
  if (others.length > 0) context.warn(`"${text}" matches ${matches.length} tracks. Using ${best}.`);
  return best;
}
