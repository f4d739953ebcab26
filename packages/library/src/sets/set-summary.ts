import type { RbassistError } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { NamedTrackFinder } from '../playlists/named-track-finder.ts';
import { findSetTracks, totalLength } from './set-view.ts';

/** A saved set in a list. */
export interface SetSummary {
  name: string;
  /** Absolute path of its file. */
  file: string;
  /** Number of tracks; 0 if the file can't be read. */
  tracks: number;
  /** Number of tracks that are not in the library. */
  notInLibrary: number;
  /** Sum of the known lengths, in seconds. */
  durationS: number;
  /** Time of the last change, as an ISO 8601 text; empty if it is unknown. */
  changed: string;
  /** Reason why the file can't be read. */
  problem?: RbassistError;
}

/** See `Library.sets`. */
export async function summarizeSets(context: LibraryContext): Promise<SetSummary[]> {
  const stored = await context.sets.list();
  const finder = new NamedTrackFinder(context);
  return stored.map(({ name, file, set, problem }) => {
    const tracks = findSetTracks(context, set?.tracks ?? [], finder);
    return {
      name,
      file,
      tracks: tracks.length,
      notInLibrary: tracks.filter(({ track }) => track === undefined).length,
      durationS: totalLength(tracks),
      changed: set?.changed ?? '',
      ...(problem && { problem }),
    };
  });
}
