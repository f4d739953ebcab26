import { optionRules, type RecommendOptions, requirePaths, requireRule } from '@rbassist/core';
import { type CrateSource, CrateSources } from '../crates/crate-sources.ts';
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

const CRATE_KINDS = ['playlist', 'set', 'tag', 'track'] as const;
const EXCLUDED_KINDS = [...CRATE_KINDS, 'artist'] as const;

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
  const pathsOf = async (texts: readonly string[], find: (text: string) => Promise<CrateSource>) => {
    const sources: CrateSource[] = [];
    for (const text of texts) sources.push(await find(text));
    for (const source of sources) warnOfMissing(context, source);
    return { sources, paths: [...new Set(sources.flatMap(({ paths }) => paths))] };
  };
  const excluded = await pathsOf(exclude ?? [], (text) => finder.find(text, EXCLUDED_KINDS, 'excluded track'));
  if (crates !== undefined) requireRule('crates', crates, optionRules.textList);
  const crate = await pathsOf(crates ?? [], (text) => finder.find(text, CRATE_KINDS));
  if (crate.sources.length > 0) requireMembers(crate.sources, crate.paths);
  const kept = [...(only ?? []).map((path) => context.records.keyOf(path) ?? path), ...crate.paths];
  return {
    ...options,
    ...((only || crate.sources.length > 0) && { only: kept }),
    ...(exclude && { exclude: excluded.paths }),
  };
}

function warnOfMissing({ warn }: LibraryContext, { text, paths, notFound }: CrateSource): void {
  if (notFound.length === 0) return;
  const all = paths.length + notFound.length;
  warn(`The library does not have ${notFound.length} of the ${all} tracks of "${text}", such as ${notFound[0].name}.`);
}
