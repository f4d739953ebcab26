import type { TempoSegment } from '@rbassist/core';
import type { Stereo } from '../synth/sound.ts';

/** What is true of a track, in seconds of its file. */
export interface Truth {
  /** Beats per minute; of a track whose tempo varies, as many beats as there are by the minutes they take. Null where there is no beat. */
  bpm: number | null;
  /** What `bpm` is when the tempo is not the same throughout: the mean, or the tempo of the longer part. */
  bpm_kind: 'constant' | 'mean' | 'longest' | 'none';
  /** "A minor"; absent where pitch lies between two keys, or there is none. */
  key?: string;
  /** Where each beat is, which is where the attack of a kick on it starts. */
  beats?: number[];
  downbeats?: number[];
  /** Beats per bar. */
  metre?: number;
  tempos?: TempoSegment[];
  /** Name of the groove, or of the sound. */
  pattern: string;
}

/** A track and what is true of it. */
export interface TrueTrack extends Truth {
  sound: Stereo;
  sampleRate: number;
}
