import { OptionError, optionRules, type PlanOptions, requireRule, type TrackFilterOptions } from '@rbassist/core';
import { CrateSources, EXCLUDED_KINDS } from '../crates/crate-sources.ts';
import type { LibraryContext } from '../library-context.ts';
import { findTrack } from '../mix/find-track.ts';
import { warnOfUnknownNames } from '../recommend/unknown-names.ts';

/**
 * Options of a planned set. Tracks are paths, or words of an artist, title or path in any order; `exclude` also takes
 * artists, tags, playlists and saved sets.
 */
export interface SetOptions extends Omit<PlanOptions, 'signal' | 'onProgress'> {
  /** Filters of the tracks that may be chosen. Tracks that other options name need not pass them. */
  filters?: TrackFilterOptions;
}

/**
 * Replaces the texts of tracks in options by their paths in the library.
 *
 * @throws {NotFoundError} with the closest names if nothing matches.
 */
export async function findSetOptions(context: LibraryContext, options: SetOptions): Promise<SetOptions> {
  requireRule('Options', options, optionRules.options);
  const { seeds, start, end, locked, exclude, filters, ...others } = options;
  const found: SetOptions = {
    ...others,
    ...(seeds !== undefined && { seeds: await findTracks(context, seeds, 'seed') }),
    ...(start !== undefined && { start: await findOne(context, start, 'first track') }),
    ...(end !== undefined && { end: await findOne(context, end, 'last track') }),
    ...(locked !== undefined && { locked: await findLocked(context, locked) }),
    ...(filters !== undefined && { filters: await findFilters(context, filters) }),
  };
  return exclude === undefined ? found : { ...found, exclude: await findExcluded(context, exclude, found) };
}

/** Finds the tracks to leave out. A track that other options name is left out only if its own name says so. */
async function findExcluded(
  context: LibraryContext,
  texts: readonly string[],
  { seeds = [], start, end, locked = [] }: SetOptions,
): Promise<string[]> {
  requireRule('exclude', texts, optionRules.textList);
  const named = new Set([...seeds, start, end, ...locked.map(({ path }) => path)]);
  const sources = await new CrateSources(context).findAll(texts, EXCLUDED_KINDS, 'excluded track');
  const paths = sources.flatMap(({ kind, paths: all }) =>
    kind === 'track' ? all : all.filter((path) => !named.has(path)),
  );
  return [...new Set(paths)];
}

/** Finds the tracks that texts mean, in their order. Throws as {@link findTrack}. */
export async function findTracks(context: LibraryContext, texts: readonly string[], name: string): Promise<string[]> {
  requireRule(`${name}s`, texts, optionRules.textList);
  const paths: string[] = [];
  for (const text of texts) paths.push(await findOne(context, text, name));
  return paths;
}

/** Replaces the paths of `only` by those of the library. Warns about tags and genres that no track has. */
async function findFilters(context: LibraryContext, filters: TrackFilterOptions): Promise<TrackFilterOptions> {
  requireRule('filters', filters, optionRules.options);
  await warnOfUnknownNames(context, filters);
  const { records } = context;
  const { only } = filters;
  return Array.isArray(only) ? { ...filters, only: only.map((path) => records.keyOf(path) ?? path) } : filters;
}

async function findLocked(context: LibraryContext, locked: NonNullable<SetOptions['locked']>) {
  if (!Array.isArray(locked)) throw new OptionError('locked must be a list of {place, path}.', { option: 'locked' });
  const found: { place: number; path: string }[] = [];
  for (const { place, path } of locked) found.push({ place, path: await findOne(context, path, 'locked track') });
  return found;
}

/** Takes a path of the library as it is, because other tracks may have it in their names. */
async function findOne(context: LibraryContext, text: string, name: string): Promise<string> {
  const path = typeof text === 'string' ? context.records.keyOf(text) : undefined;
  return path ?? findTrack(context, text, name);
}
