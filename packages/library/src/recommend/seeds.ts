import type { ReadonlyVectorIndex } from '@rbassist/index';
import type { LibraryContext } from '../library-context.ts';
import { isPresent } from '../mix/is-present.ts';
import { bestMatch, type FoundSeed, findSeed } from './find-seed.ts';
import { unusableSeed } from './unusable-seed.ts';

/**
 * Finds the tracks that each text may mean. Throws the errors of {@link findSeed}.
 *
 * @param name What a text is called in messages. @default 'seed'
 */
export async function findSeeds(
  context: LibraryContext,
  texts: readonly string[],
  name: 'seed' | 'unwanted track' = 'seed',
): Promise<FoundSeed[]> {
  const found: FoundSeed[] = [];
  for (const [i, text] of texts.entries()) {
    const seed = await findSeed(context, text, name);
    found.push(seed);
    // the first seed's other matches are part of the result
    if (i > 0 || name !== 'seed') bestMatch(context, text, seed);
  }
  return found;
}

/**
 * Returns the best match with a vector in the index. Warns if it is not the best of all.
 *
 * @throws {NotFoundError} if none has a vector.
 */
export function chosenSeed(context: LibraryContext, index: ReadonlyVectorIndex, { matches }: FoundSeed): string {
  const [best] = matches;
  // the index contains deleted tracks until it is updated
  const seed = matches.find((path) => index.has(path) && isPresent(context.mixTracks.get(path)));
  if (seed === best) return seed;
  const error = unusableSeed(best, context.recordOf(best) ?? {});
  if (seed === undefined) throw error;
  context.warn(`${error.message} Using ${seed} instead.`, error.remedies);
  return seed;
}
