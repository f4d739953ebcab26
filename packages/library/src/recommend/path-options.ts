import { type RecommendOptions, requirePaths } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { findSeed } from './find-seed.ts';

/**
 * Replaces the paths and texts in options by paths of the library: `only` may spell a path in another way, and `exclude`
 * may have words of an artist or title, which exclude all tracks that match.
 *
 * @throws {NotFoundError} if nothing matches a text of `exclude`.
 */
export async function resolvePathOptions(
  context: LibraryContext,
  options: RecommendOptions,
): Promise<RecommendOptions> {
  const { only, exclude, folders } = options;
  if (folders) requirePaths('folders', folders);
  const excluded: string[] = [];
  for (const text of exclude ?? []) excluded.push(...(await findSeed(context, text, 'excluded track')).matches);
  return {
    ...options,
    ...(only && { only: only.map((path) => context.records.keyOf(path) ?? path) }),
    ...(exclude && { exclude: excluded }),
  };
}
