import type { DjMark } from '../model/dj-track.ts';

/** Values of the attribute Type. Rekordbox shows cues and loops only. */
export const MARK_TYPES: Readonly<Record<DjMark['kind'], string>> = {
  cue: '0',
  'fade-in': '1',
  'fade-out': '2',
  load: '3',
  loop: '4',
};

/** Attributes of a POSITION_MARK element, in the order of Rekordbox. */
export type PositionMark = {
  Name: string;
  /** One of {@link MARK_TYPES}. */
  Type: string;
  /** Seconds, with three decimals. */
  Start: string;
  /** End of a loop. */
  End?: string;
  /** Pad of a hot cue, from 0; -1 for a memory mark. */
  Num: string;
  Red?: string;
  Green?: string;
  Blue?: string;
};
