import { extname } from 'node:path';
import type { TrackRecord } from '@rbassist/core';
import { clockShiftS, type DjClock, type DjTrack, shiftTrack } from '@rbassist/rekordbox';

const MP3 = '.mp3';
/** Formats whose encoders put a delay before the music. */
const DELAYED: readonly string[] = [MP3, '.m4a', '.mp4', '.aac'];

/** A track in rbassist's time. */
export interface TrackInOwnTime {
  track: DjTrack;
  /** False if the file's start is unknown, and the times may be off. */
  isKnown: boolean;
}

/**
 * Moves the grid and the marks of a program's track to rbassist's time.
 *
 * @param mp3Offset Milliseconds by which the program's times of an MP3 are later; `auto` to take them from the record.
 */
export function inOwnTime(
  track: DjTrack,
  { encoder_delay: delay }: Pick<TrackRecord, 'encoder_delay'>,
  { clock, mp3Offset }: { clock: DjClock; mp3Offset: 'auto' | number },
): TrackInOwnTime {
  const ending = extname(track.path).toLowerCase();
  const hasTimes = track.grid.length + track.marks.length > 0;
  if (clock === 'samples' || !hasTimes) return { track, isKnown: true };
  if (mp3Offset !== 'auto' && ending === MP3) return { track: shiftTrack(track, -mp3Offset / 1000), isKnown: true };
  if (delay === undefined) return { track, isKnown: !DELAYED.includes(ending) };
  return { track: shiftTrack(track, -clockShiftS(delay, clock)), isKnown: true };
}
