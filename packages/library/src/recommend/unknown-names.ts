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
  const { all, table } = context.mixTracks;
  const wantedTags = [...textsOf(tags), ...textsOf(notTags)];
  const isTag = (folded: string) => table.tags.values.some((own) => own.includes(folded));
  await warnOfEach(context, 'tag', wantedTags, isTag, () => all.flatMap((track) => track.tags));
  const isGenre = (folded: string) => table.genres.values.includes(folded);
  await warnOfEach(context, 'genre', textsOf(genres), isGenre, () => all.flatMap(({ genre }) => genre ?? []));
}

/** Returns the texts of an option. Its own check refuses other types. */
function textsOf(option: unknown): string[] {
  return Array.isArray(option) ? option.filter((item) => typeof item === 'string') : [];
}

async function warnOfEach(
  { warn }: LibraryContext,
  kind: 'tag' | 'genre',
  asked: readonly string[],
  isKnown: (folded: string) => boolean,
  listNames: () => readonly string[],
): Promise<void> {
  for (const name of asked) {
    if (isKnown(foldPlain(name))) continue;
    const byFolded = new Map([...new Set(listNames())].map((known) => [foldPlain(known), known]));
    const closest = await closestNames(name, new Set(byFolded.values()));
    warn(`No track has the ${kind} "${name}".${closest.length === 0 ? '' : ` Did you mean ${anyOf(closest)}?`}`);
  }
}
