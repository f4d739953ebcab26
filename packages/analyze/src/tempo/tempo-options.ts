/** How tempo and beat grid are found. */
export interface TempoOptions {
  /** Tempos that are expected, in beats per minute; others are less likely, never impossible, and nothing is folded. @default [70, 180] */
  bpmRange?: readonly [number, number];
  /** What a person says the tempo is: the grid is made for it, where the track has such a pulse at all. */
  knownBpm?: number;
  /** One tempo for the whole track, several, or whichever the track has. @default 'auto' */
  gridMode?: 'auto' | 'fixed' | 'dynamic';
  /** A new stretch begins where the grid would be off by what this drift, in percent, amounts to over a bar. @default 1.5 */
  driftPct?: number;
  /** Bars that a local tempo is averaged over. @default about eight seconds */
  barsWindow?: number;
}

/** Defaults of {@link TempoOptions}. */
export const TEMPO_DEFAULTS = {
  bpmRange: [70, 180],
  gridMode: 'auto',
  driftPct: 1.5,
} as const satisfies TempoOptions;
