import type { TrackRecord } from '@rbassist/core';
import { type DjClock, type DjTrack, shiftTrack } from '@rbassist/rekordbox';
import { type Mp3Offset, programShift } from './program-time.ts';

/** A track in rbassist's time. */
export interface TrackInOwnTime {
  track: DjTrack;
  /** False if the file's start is unknown, and the times may be off. */
  isKnown: boolean;
}

/**
 * Moves the grid and the marks of a program's track to rbassist's time.
 *
 * @param path Path of the library's track.
 */
export async function inOwnTime(
  track: DjTrack,
  { path, record }: { path: string; record: TrackRecord },
  program: { clock: DjClock; mp3Offset: Mp3Offset },
): Promise<TrackInOwnTime> {
  if (track.grid.length + track.marks.length === 0) return { track, isKnown: true };
  const { seconds, isKnown } = await programShift(path, record, program);
  return { track: shiftTrack(track, -seconds), isKnown };
}
