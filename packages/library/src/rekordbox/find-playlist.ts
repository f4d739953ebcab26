import { NotFoundError, OptionError } from '@rbassist/core';
import { nameKey } from '../sets/set-names.ts';

/** The members of a playlist that it is found by. */
interface NamedPlaylist {
  id?: string;
  folders: readonly string[];
  name: string;
}

const BY_ID = /^db:(.+)$/i;
/** Playlists that an error lists. */
const MOST_LISTED = 10;

/** Returns the folders and the name of a playlist as one text, for example `Sets/Friday`. */
export function playlistPath({ folders, name }: Pick<NamedPlaylist, 'folders' | 'name'>): string {
  return [...folders, name].join('/');
}

/**
 * Finds the playlists that a text names: `Folder/Name` in full, else the name alone, else the last folders and the
 * name; `db:` and an identifier finds one by that. Case and Unicode form don't matter.
 */
export function matchPlaylists<Playlist extends NamedPlaylist>(all: readonly Playlist[], text: string): Playlist[] {
  const id = BY_ID.exec(text.trim())?.[1].trim();
  const byId = id === undefined ? [] : all.filter((playlist) => playlist.id === id);
  if (byId.length > 0) return byId;
  const wanted = nameKey(text.trim());
  const keyed = all.map((playlist) => ({ playlist, path: nameKey(playlistPath(playlist)) }));
  const fits = [
    ({ path }: { path: string }) => path === wanted,
    ({ playlist }: { playlist: Playlist }) => nameKey(playlist.name.trim()) === wanted,
    ({ path }: { path: string }) => path.endsWith(`/${wanted}`),
  ];
  for (const fit of fits) {
    const found = keyed.filter(fit);
    if (found.length > 0) return found.map(({ playlist }) => playlist);
  }
  return [];
}

/**
 * Finds the one playlist that a text names: see {@link matchPlaylists}.
 *
 * @param where Place of the playlists, for the messages.
 * @throws {NotFoundError} if there is none, and {@link OptionError} if there are several, with their names.
 */
export function onePlaylist<Playlist extends NamedPlaylist>(
  all: readonly Playlist[],
  text: string,
  where: string,
): Playlist {
  const [first, ...others] = matchPlaylists(all, text);
  if (first === undefined) {
    const names = all.map(playlistPath);
    const known = names.slice(0, MOST_LISTED).join(', ');
    const list =
      names.length === 0
        ? 'It has no playlists.'
        : `Its playlists: ${known}${names.length > MOST_LISTED ? ', …' : '.'}`;
    throw new NotFoundError(`There is no playlist "${text}" in ${where}. ${list}`, names.slice(0, MOST_LISTED));
  }
  if (others.length === 0) return first;
  const listed = [first, ...others].map((each) => `"${playlistPath(each)}"${each.id ? ` (db:${each.id})` : ''}`);
  throw new OptionError(`"${text}" means several playlists in ${where}. Write one of ${listed.join(', ')}.`);
}
