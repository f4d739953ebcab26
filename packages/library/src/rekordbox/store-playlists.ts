import { textDigest } from '../history/change-history.ts';
import type { LibraryContext } from '../library-context.ts';
import type { ImportHistory } from './import-history.ts';
import { formatPlaylists, type ImportedPlaylist, PlaylistStore } from './playlist-store.ts';

interface PlaylistsToStore {
  program: string;
  playlists: readonly ImportedPlaylist[];
  keepPlaylists: boolean;
  log: ImportHistory;
}

/** Stores the playlists of a program. Leaves the file as it is if it already has them. */
export async function storePlaylists(
  { folder }: Pick<LibraryContext, 'folder'>,
  { program, playlists, keepPlaylists, log }: PlaylistsToStore,
): Promise<void> {
  const store = new PlaylistStore(folder);
  const before = (await store.text(program)) ?? null;
  const earlier = await store.read(program).catch(() => []);
  const named = new Set(playlists.map(keyOf));
  const kept = keepPlaylists ? earlier.filter((playlist) => !named.has(keyOf(playlist))) : [];
  const all = [...kept, ...playlists];
  if (before !== null && JSON.stringify(earlier) === JSON.stringify(all)) return;
  const text = formatPlaylists(program, all, new Date());
  await log.append([{ playlists: program, before, after: textDigest(text) }]);
  await store.write(program, text);
}

/** Tells `A/B` from `B` in the folder `A`. */
function keyOf({ folders, name }: ImportedPlaylist): string {
  return JSON.stringify([...folders, name]);
}
