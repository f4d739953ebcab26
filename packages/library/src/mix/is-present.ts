import type { MixTrack } from '@rbassist/core';

/** Returns true if the last scan found the file of a track. A track that failed after it was embedded still plays. */
export function isPresent(track: MixTrack | undefined): boolean {
  return track?.state === 'playable' || track?.state === 'failed';
}
