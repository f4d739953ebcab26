import type { TempoSegment } from '@rbassist/core';
import type { Stereo } from '../synth/sound.ts';

/** Truth about a track, in seconds of its file. */
export interface Truth {
  /** Beats per minute. For a variable tempo, the number of beats divided by their minutes. Null without a beat. */
  bpm: number | null;
  /** Meaning of `bpm` for a variable tempo: the mean, or the tempo of the longer part. */
  bpm_kind: 'constant' | 'mean' | 'longest' | 'none';
  /** Key such as "A minor"; absent if the pitch is between two keys, or there is none. */
  key?: string;
  /** Times of the beats: the start of the attack of a kick on the beat. */
  beats?: number[];
  downbeats?: number[];
  metre?: number;
  tempos?: TempoSegment[];
  pattern: string;
}

export interface TrueTrack extends Truth {
  sound: Stereo;
  sampleRate: number;
}
