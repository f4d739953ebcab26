import { optionRules, type RecommendOptions, requirePaths, requireRule } from '@rbassist/core';
import { CrateSources, EXCLUDED_KINDS, MEMBER_KINDS } from '../crates/crate-sources.ts';
import { requireMembers } from '../crates/expand-library-crate.ts';
import type { LibraryContext } from '../library-context.ts';
import { warnOfUnknownNames } from './unknown-names.ts';

/** Options of `Library.recommend` in which texts name tracks. */
export interface NamedTrackOptions {
  /** Keeps only the tracks of these playlists, saved sets, tags or tracks. A prefix such as `set:` says which. */
  crates?: readonly string[];
  /** Removes these tracks: paths, words of an artist or title, artists, tags, playlists or saved sets. */
  exclude?: readonly string[];
}

/**
 * Replaces the paths and texts in options by paths of the library. Warns about entries of playlists and sets that the
 * library has no track for.
 *
 * @throws {NotFoundError} if nothing matches a text, or if the library has no track of the crates.
 */
export async function resolvePathOptions(
  context: LibraryContext,
  { crates, ...options }: RecommendOptions & NamedTrackOptions,
): Promise<RecommendOptions> {
  const { only, exclude, folders } = options;
  if (folders) requirePaths('folders', folders);
  await warnOfUnknownNames(context, options);
  const finder = new CrateSources(context);
  const excluded = await finder.findAll(exclude ?? [], EXCLUDED_KINDS, 'excluded track');
  if (crates !== undefined) requireRule('crates', crates, optionRules.textList);
  const sources = await finder.findAll(crates ?? [], MEMBER_KINDS);
  const members = sources.flatMap(({ paths }) => paths);
  if (sources.length > 0) requireMembers(sources, members);
  const kept = [...(only ?? []).map((path) => context.records.keyOf(path) ?? path), ...new Set(members)];
  return {
    ...options,
    ...((only || sources.length > 0) && { only: kept }),
    ...(exclude && { exclude: [...new Set(excluded.flatMap(({ paths }) => paths))] }),
  };
}
