import type { DjCollection, DjEntry, DjPlaylist, DjTrack } from './dj-track.ts';

/** Entries of a collection, by type. */
export interface Collected {
  source: DjEntry | undefined;
  tracks: DjTrack[];
  playlists: DjPlaylist[];
  warnings: string[];
}

/** Reads a whole collection. */
export async function collect(collection: DjCollection): Promise<Collected> {
  const found: Collected = { source: undefined, tracks: [], playlists: [], warnings: [] };
  for await (const entry of collection) {
    if (entry.type === 'source') found.source = entry;
    else if (entry.type === 'track') found.tracks.push(entry.track);
    else if (entry.type === 'playlist') found.playlists.push(entry.playlist);
    else found.warnings.push(entry.message);
  }
  return found;
}
