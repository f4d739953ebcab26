import { fileStem } from '@rbassist/core';
import { CrateSources, isPlaylistFile } from '../crates/crate-sources.ts';
import type { LibraryContext } from '../library-context.ts';
import { readPlaylist } from '../playlists/read-playlist.ts';
import { resolvePlaylist } from '../playlists/resolve-playlist.ts';
import { findTracks } from '../sequence/set-options.ts';
import { findSetTracks } from '../sets/set-view.ts';
import { EXPORT_XML_DEFAULTS, type ExportXmlOptions } from './export-options.ts';

/** A playlist to export, with tracks of the library. */
export interface ExportList {
  /** Names of the folders in the folder of the run. */
  folders: string[];
  name: string;
  /** Paths in order, with repeats. */
  paths: string[];
  /** Entries that the library has no track for. */
  notFound: string[];
}

/**
 * Finds the tracks to export, as playlists.
 *
 * @throws {NotFoundError} with the closest names if the library has no such track, set or tag.
 * @throws {OptionError} if a playlist can't be read.
 */
export async function exportLists(context: LibraryContext, options: ExportXmlOptions): Promise<ExportList[]> {
  const { tracks, playlists = [], sets = [], tags = [], name = EXPORT_XML_DEFAULTS.name } = options;
  const lists: ExportList[] = [];
  const isSelection = playlists.length + sets.length + tags.length > 0;
  if (tracks !== undefined) lists.push(listOf(name, await findTracks(context, tracks, 'track')));
  else if (!isSelection) lists.push(listOf(name, context.meta.paths()));
  for (const text of playlists) lists.push(await playlistOrSet(context, text));
  for (const text of sets) lists.push(await setList(context, text));
  const sources = new CrateSources(context);
  for (const tag of tags) {
    const { name: found, paths } = await sources.find(`tag:${tag}`, ['tag'], 'tag');
    lists.push(listOf(found, paths));
  }
  return lists;
}

function listOf(name: string, paths: readonly string[]): ExportList {
  return { folders: [], name, paths: [...paths], notFound: [] };
}

async function playlistOrSet(context: LibraryContext, text: string): Promise<ExportList> {
  if (!(await isPlaylistFile(text))) return setList(context, text);
  const { path, tracks, notFound } = await resolvePlaylist(context, await readPlaylist(text));
  return {
    ...listOf(
      fileStem(path),
      tracks.map((entry) => entry.path),
    ),
    notFound: notFound.map(({ entry }) => entry.location),
  };
}

async function setList(context: LibraryContext, text: string): Promise<ExportList> {
  const set = await context.sets.read(text);
  const found = findSetTracks(context, set.tracks);
  const paths = found.flatMap(({ track }) => (track ? [track.path] : []));
  const notFound = found.flatMap(({ path, track }) => (track ? [] : [path]));
  return { ...listOf(set.name, paths), notFound };
}
