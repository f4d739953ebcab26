import { fileStem, optionRules, requireRule } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { readPlaylist } from '../playlists/read-playlist.ts';
import { type ResolvedPlaylist, resolvePlaylist } from '../playlists/resolve-playlist.ts';
import { ImportHistory } from './import-history.ts';
import type { ImportedPlaylist } from './playlist-store.ts';
import { storePlaylists } from './store-playlists.ts';

/** Name under which imported playlist files are stored. */
const M3U_PROGRAM = 'm3u8';

/** Stores playlist files as playlists of the library. See `Library.importPlaylists`. */
export async function importPlaylistFiles(
  context: LibraryContext,
  files: readonly string[],
): Promise<ResolvedPlaylist[]> {
  requireRule('files', files, optionRules.textList);
  const read: Awaited<ReturnType<typeof readPlaylist>>[] = [];
  for (const file of files) read.push(await readPlaylist(file));
  return context.records.write(async () => {
    const resolved: ResolvedPlaylist[] = [];
    for (const playlist of read) resolved.push(await resolvePlaylist(context, playlist));
    const log = new ImportHistory(context.folder, M3U_PROGRAM);
    try {
      const playlists = resolved.map(importedPlaylist);
      await storePlaylists(context, { program: M3U_PROGRAM, playlists, keepPlaylists: true, log });
    } finally {
      await log.close();
    }
    return resolved;
  });
}

function importedPlaylist({ path, tracks, notFound }: ResolvedPlaylist): ImportedPlaylist {
  const found = tracks.map(({ entry, path: track }) => ({ line: entry.line, track }));
  const missing = notFound.map(({ entry }) => {
    const { line, path: file, artist, title, durationS } = entry;
    return {
      line,
      track: { path: file, ...(artist && { artist }), ...(title && { title }), ...(durationS && { durationS }) },
    };
  });
  const inOrder = [...found, ...missing].sort((a, b) => a.line - b.line);
  return { folders: [], name: fileStem(path), tracks: inOrder.map(({ track }) => track) };
}
