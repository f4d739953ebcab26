import type { MixTrack } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';

/** Returns the facts of a track; only its path if the library forgot it. */
export function trackOf({ mixTracks }: LibraryContext, path: string): MixTrack {
  return mixTracks.get(path) ?? { path, tags: [], tempos: [], keys: [], state: 'playable' };
}
