import { dirname } from 'node:path';
import { isNative } from '@rbassist/core';
import { ExistingFiles } from '../files/existing-files.ts';
import type { LibraryContext } from '../library-context.ts';
import { isStream, locationPaths } from './location-paths.ts';
import { NamedTrackFinder, type TrackMatch } from './named-track-finder.ts';
import type { Playlist, PlaylistEntry } from './read-playlist.ts';

/** Reason why the library has no track for an entry of a playlist. */
export type UnresolvedReason =
  | Exclude<TrackMatch, { path: string }>['reason']
  /** The file exists, but was not scanned. */
  | 'not-scanned'
  /** A URL, for example of a radio station. */
  | 'stream';

/** An entry of a playlist without a track in the library. */
export interface UnresolvedEntry {
  entry: PlaylistEntry;
  reason: UnresolvedReason;
  /** Tracks that may be meant. */
  candidates: string[];
}

/** An entry of a playlist with its track in the library. */
export interface ResolvedEntry {
  entry: PlaylistEntry;
  /** Path of the track, as `meta.json` spells it. */
  path: string;
  /** `path` or `spelling` for the same file; else the path differs, and the track has the same name. */
  by: 'path' | 'spelling' | 'file-name' | 'name';
}

/** The library's tracks in a playlist. */
export interface ResolvedPlaylist {
  /** Absolute path of the playlist. */
  path: string;
  /** In the order of the playlist, with repeats. */
  tracks: ResolvedEntry[];
  notFound: UnresolvedEntry[];
}

/**
 * Finds the library's tracks for the entries of a playlist. A path counts in any spelling. If the path is not in the
 * library, a file name counts that is unique there and whose length does not differ, or else artist, title and length.
 */
export async function resolvePlaylist(context: LibraryContext, { path, entries }: Playlist): Promise<ResolvedPlaylist> {
  const finder = new NamedTrackFinder(context);
  const existing = new ExistingFiles();
  const resolved: ResolvedPlaylist = { path, tracks: [], notFound: [] };
  for (const entry of entries) {
    if (isStream(entry.location)) {
      resolved.notFound.push({ entry, reason: 'stream', candidates: [] });
      continue;
    }
    const paths = locationPaths(entry.location, dirname(path));
    const match = finder.find({ ...entry, paths });
    if (match.path !== undefined) resolved.tracks.push({ entry, path: match.path, by: match.by });
    else
      resolved.notFound.push({
        entry,
        candidates: match.candidates,
        reason: await reasonFor(match.reason, paths, existing),
      });
  }
  return resolved;
}

async function reasonFor(
  reason: Exclude<TrackMatch, { path: string }>['reason'],
  paths: readonly string[],
  existing: ExistingFiles,
): Promise<UnresolvedReason> {
  if (reason !== 'not-found') return reason;
  for (const path of paths) if (isNative(path) && (await existing.has(path))) return 'not-scanned';
  return 'not-found';
}
