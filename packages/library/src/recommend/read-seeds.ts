import type { LibraryContext } from '../library-context.ts';
import { isPath, matchText } from './find-seed.ts';

/**
 * Returns the seeds that the words of a command line mean. Words that together name a track are one seed, because
 * people forget the quotes: `da funk`. They are several seeds if
 *
 * - each names a track exactly, such as `dusk dawn`,
 * - one of them is a path or has a blank, so that it was in quotes,
 * - together they match no track, but each of them does.
 */
export async function readSeeds(context: LibraryContext, words: readonly string[]): Promise<string[]> {
  const areNames = words.every((word) => !isPath(word) && !/\s/.test(word.trim()));
  if (words.length < 2 || !areNames) return [...words];
  await context.refresh();
  const found = words.map((word) => matchText(context, word));
  if (found.every(({ exactCount }) => exactCount > 0)) return [...words];
  const joined = words.join(' ');
  const isOne = matchText(context, joined).paths.length > 0 || found.some(({ paths }) => paths.length === 0);
  return isOne ? [joined] : [...words];
}
