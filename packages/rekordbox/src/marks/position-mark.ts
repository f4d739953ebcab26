/** Attributes of a POSITION_MARK element, in the order of Rekordbox. */
export type PositionMark = {
  Name: string;
  /** 0 cue, 1 fade-in, 2 fade-out, 3 load, 4 loop. */
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
