import { fileStem, OptionError } from '@rbassist/core';
import { CrateSources, isPlaylistFile, OF_PROGRAM } from '../crates/crate-sources.ts';
import type { LibraryContext } from '../library-context.ts';
import { readPlaylist } from '../playlists/read-playlist.ts';
import { resolvePlaylist } from '../playlists/resolve-playlist.ts';
import { findTracks } from '../sequence/set-options.ts';
import { findSetTracks } from '../sets/set-view.ts';
import { EXPORT_NAMES, type ExportXmlOptions } from './export-options.ts';
import { findImportedTracks, ImportedPlaylists } from './imported-playlists.ts';
import type { ImportedPlaylist } from './playlist-store.ts';

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
  const { tracks, playlists = [], sets = [], tags = [], name = EXPORT_NAMES.playlist } = options;
  const lists: ExportList[] = [];
  const isSelection = playlists.length + sets.length + tags.length > 0;
  if (tracks !== undefined) lists.push(listOf(name, await findTracks(context, tracks, 'track')));
  else if (!isSelection) lists.push(listOf(name, context.meta.paths()));
  const imported = new ImportedPlaylists(context);
  for (const text of playlists) lists.push(await playlistNamed(context, imported, text));
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

async function playlistNamed(context: LibraryContext, imported: ImportedPlaylists, text: string): Promise<ExportList> {
  if (await isPlaylistFile(text)) return fileList(context, text);
  const [, program = '', rest = ''] = OF_PROGRAM.exec(text) ?? [];
  if (await imported.has(program)) return importedList(context, await imported.one(rest.trim(), program));
  const isImported = (await imported.named(text)).length > 0;
  if (!isImported) return setList(context, text);
  if (!(await context.sets.has(text))) return importedList(context, await imported.one(text));
  throw new OptionError(
    `"${text}" is a saved set and an imported playlist. Write "rekordbox:${text}", or rename the set.`,
  );
}

function importedList(context: LibraryContext, playlist: ImportedPlaylist): ExportList {
  const { paths, notFound } = findImportedTracks(context, playlist);
  const { folders, name } = playlist;
  return { folders, name, paths, notFound: notFound.map((entry) => entry.name) };
}

async function fileList(context: LibraryContext, file: string): Promise<ExportList> {
  const { path, tracks, notFound } = await resolvePlaylist(context, await readPlaylist(file));
  const paths = tracks.map((entry) => entry.path);
  return { ...listOf(fileStem(path), paths), notFound: notFound.map(({ entry }) => entry.location) };
}

async function setList(context: LibraryContext, text: string): Promise<ExportList> {
  const set = await context.sets.read(text);
  const found = findSetTracks(context, set.tracks);
  const paths = found.flatMap(({ track }) => (track ? [track.path] : []));
  const notFound = found.flatMap(({ path, track }) => (track ? [] : [path]));
  return { ...listOf(set.name, paths), notFound };
}
