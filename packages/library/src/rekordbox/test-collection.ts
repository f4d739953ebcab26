import type { DjClock, DjCollection, DjEntry, DjPlaylist, DjTrack } from '@rbassist/rekordbox';

/** Returns a track of a DJ program for tests. */
export function djTrack(path: string, values: Partial<DjTrack> = {}): DjTrack {
  const location = `file://localhost${path}`;
  return { id: path, path, location, isStream: false, grid: [], marks: [], tags: [], ...values };
}

/** Returns a collection with these tracks and playlists. */
export async function* djCollection(
  tracks: Iterable<DjTrack>,
  playlists: readonly DjPlaylist[] = [],
  { program = 'rekordbox', clock = 'rekordbox' }: { program?: string; clock?: DjClock } = {},
): DjCollection & AsyncGenerator<DjEntry, void> {
  yield { type: 'source', program, version: '6.8.2', clock };
  for (const track of tracks) yield { type: 'track', track };
  for (const playlist of playlists) yield { type: 'playlist', playlist };
}
