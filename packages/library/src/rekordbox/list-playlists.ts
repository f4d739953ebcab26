import { NotFoundError, optionRules, requireRule } from '@rbassist/core';
import type { CrateSource } from '../crates/crate-sources.ts';
import type { LibraryContext } from '../library-context.ts';
import { playlistPath } from './find-playlist.ts';
import { findImportedTracks, ImportedPlaylists } from './imported-playlists.ts';
import { PlaylistStore } from './playlist-store.ts';

/** A playlist that was imported from a DJ program or a file. */
export interface ImportedPlaylistSummary {
  /** The program, such as `rekordbox`; `m3u8` for playlist files. */
  program: string;
  /** Names of the folders that contain it, and its own, with slashes between. */
  name: string;
  /** Number of entries, also of those that the library has no track for. */
  entries: number;
  /** True for a playlist that the program fills by rules. */
  isSmart: boolean;
}

/** See `Library.importedPlaylists`. */
export async function listPlaylists({ folder }: Pick<LibraryContext, 'folder'>): Promise<ImportedPlaylistSummary[]> {
  const store = new PlaylistStore(folder);
  const found: ImportedPlaylistSummary[] = [];
  for (const program of await store.programs()) {
    for (const playlist of await store.read(program)) {
      const { tracks, isSmart = false } = playlist;
      found.push({ program, name: playlistPath(playlist), entries: tracks.length, isSmart });
    }
  }
  return found;
}

/** See `Library.importedPlaylist`. */
export async function importedPlaylist(context: LibraryContext, program: string, name: string): Promise<CrateSource> {
  requireRule('program', program, optionRules.text);
  requireRule('name', name, optionRules.text);
  const playlists = new ImportedPlaylists(context);
  if (!(await playlists.has(program))) {
    throw new NotFoundError(`No playlists of ${program} were imported. Import its collection first.`);
  }
  await context.refresh();
  const playlist = await playlists.one(name, program);
  const { paths, notFound } = findImportedTracks(context, playlist);
  const text = `${program}:${name}`;
  return { text, kind: 'playlist', name: playlistPath(playlist), paths: [...new Set(paths)], notFound };
}
