/** Attributes of a TEMPO element, in the order of Rekordbox. */
export type TempoElement = {
  /** Seconds of the first beat, with three decimals. */
  Inizio: string;
  /** Beats per minute, with two decimals. */
  Bpm: string;
  /** Metre, e.g. "4/4". */
  Metro: string;
  /** Beat of the bar, from 1. */
  Battito: string;
};
