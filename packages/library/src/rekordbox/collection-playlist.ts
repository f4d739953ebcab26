import type { DjCollection, DjPlaylist, DjTrack } from '@rbassist/rekordbox';
import type { CrateSource } from '../crates/crate-sources.ts';
import type { LibraryContext } from '../library-context.ts';
import { onePlaylist, playlistPath } from './find-playlist.ts';
import { requireCollection } from './import-options.ts';
import { DjTrackMatcher, type DjTrackNames } from './track-matcher.ts';

/**
 * Finds the library's tracks of a playlist of a collection, without importing it. See `Library.collectionPlaylist`.
 *
 * @param where Place of the playlists, for messages.
 */
export async function collectionPlaylist(
  context: LibraryContext,
  collection: DjCollection,
  name: string,
  where = 'the collection',
): Promise<CrateSource> {
  requireCollection(collection);
  await context.refresh();
  const byId = new Map<string, DjTrackNames>();
  const playlists: DjPlaylist[] = [];
  for await (const entry of collection) {
    if (entry.type === 'track') byId.set(entry.track.id, namesOf(entry.track));
    else if (entry.type === 'playlist') playlists.push(entry.playlist);
  }
  const playlist = onePlaylist(playlists, name, where);
  const matcher = new DjTrackMatcher(context);
  const paths = new Set<string>();
  const notFound: CrateSource['notFound'] = [];
  for (const id of playlist.trackIds) {
    const track = byId.get(id);
    const match = track && (await matcher.match(track));
    if (match?.path !== undefined) paths.add(match.path);
    else notFound.push({ name: track?.path ?? id, reason: match?.reason ?? 'not-found' });
  }
  return { text: name, kind: 'playlist', name: playlistPath(playlist), paths: [...paths], notFound };
}

function namesOf({ path, isStream, artist, title, durationS }: DjTrack): DjTrackNames {
  return { path, isStream, ...(artist && { artist }), ...(title && { title }), ...(durationS && { durationS }) };
}
