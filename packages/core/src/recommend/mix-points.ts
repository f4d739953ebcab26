import type { TrackRecord } from '../tracks/track-record.ts';

/** Place in a track where a mix starts. */
export interface MixPoint {
  /** Seconds from the first sample, inside the track. */
  timeS: number;
  /** Source of the place: a cue, a section, the first bar line, or a distance from the end. */
  reason: 'cue' | 'outro' | 'breakdown' | 'intro' | 'first-bar' | 'end';
  /** Name of the cue, as written. */
  cue?: string;
}

/** Places to leave one track and to enter the next. A place is absent if nothing is known. */
export interface MixPoints {
  out?: MixPoint;
  in?: MixPoint;
  /** Length of the mix in bars that both tracks have room for: 64, 32, 16, 8 or 4. */
  bars?: number;
}

/** Finds where to leave a track and where to enter the next one, from cues, sections and beat grid. */
export function mixPoints(_from: TrackRecord, _to: TrackRecord): MixPoints {
  return {};
}
