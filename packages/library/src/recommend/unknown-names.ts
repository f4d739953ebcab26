import { foldPlain, type TrackFilterOptions } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { anyOf, closestNames } from './find-seed.ts';

/**
 * Warns about tags and genres of filters that no track of the library has, with the closest ones. They are no errors,
 * because a preset may name tags that the library does not have yet.
 */
export async function warnOfUnknownNames(
  context: LibraryContext,
  { tags = [], notTags = [], genres = [] }: Pick<TrackFilterOptions, 'tags' | 'notTags' | 'genres'>,
): Promise<void> {
  const { all } = context.mixTracks;
  await warnOfEach(context, 'tag', [...textsOf(tags), ...textsOf(notTags)], () => all.flatMap((track) => track.tags));
  await warnOfEach(context, 'genre', textsOf(genres), () => all.flatMap(({ genre }) => genre ?? []));
}

/** Returns the texts of an option. Its own check refuses other types. */
function textsOf(option: unknown): string[] {
  return Array.isArray(option) ? option.filter((item) => typeof item === 'string') : [];
}

async function warnOfEach(
  { warn }: LibraryContext,
  kind: 'tag' | 'genre',
  asked: readonly string[],
  listNames: () => readonly string[],
): Promise<void> {
  if (asked.length === 0) return;
  const known = new Map(listNames().map((name) => [foldPlain(name), name]));
  const names = new Set(known.values());
  for (const name of asked) {
    if (known.has(foldPlain(name))) continue;
    const closest = await closestNames(name, names);
    warn(`No track has the ${kind} "${name}".${closest.length === 0 ? '' : ` Did you mean ${anyOf(closest)}?`}`);
  }
}
