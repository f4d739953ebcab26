import type { TrackRecord } from '../tracks/track-record.ts';

/** How a candidate's tempo stands to the seed's. */
export type TempoRelation = 'same' | 'double' | 'half' | 'unknown' | 'clash';

/** What a person reads for each {@link TempoRelation}. */
export const TEMPO_RELATION_LABELS: Readonly<Record<TempoRelation, string>> = {
  same: '~',
  double: '2x',
  half: '1/2x',
  unknown: '',
  clash: 'Clash',
};

/** Which tempos may be mixed. */
export interface TempoOptions {
  /** How far a tempo may be off, in percent of the one it is held against. @default 6 */
  tempoPct?: number;
  /** Whether double and half of the seed's tempo count too. @default true */
  allowDoubletime?: boolean;
}

/** Defaults of {@link TempoOptions}. */
export const TEMPO_DEFAULTS: Readonly<Required<TempoOptions>> = { tempoPct: 6, allowDoubletime: true };

/** Tempos are stored to the hundredth, so a tempo on the very edge must not fall to binary rounding. */
const ROUNDING_BPM = 1e-6;

/**
 * How `candidate` BPM mixes with `seed` BPM: within `tempoPct` of it, or of its double or half. `unknown` when either is missing;
 * an unknown tempo never filters.
 */
export function tempoRelation(
  seed: number | null | undefined,
  candidate: number | null | undefined,
  options: TempoOptions = {},
): TempoRelation {
  const { tempoPct, allowDoubletime } = { ...TEMPO_DEFAULTS, ...options };
  if (!isTempo(seed) || !isTempo(candidate)) return 'unknown';
  const near = (target: number) => Math.abs(candidate - target) <= (tempoPct / 100) * target + ROUNDING_BPM;
  if (near(seed)) return 'same';
  if (allowDoubletime && near(seed * 2)) return 'double';
  return allowDoubletime && near(seed / 2) ? 'half' : 'clash';
}

function isTempo(bpm: number | null | undefined): bpm is number {
  return typeof bpm === 'number' && Number.isFinite(bpm) && bpm > 0;
}

/** Below this confidence a measured BPM is more likely another one. */
const CERTAIN_BPM = 0.5;

/** Whether a record's BPM was measured, and not surely. */
export function isUncertainBpm({ bpm, bpm_confidence }: Pick<TrackRecord, 'bpm' | 'bpm_confidence'>): boolean {
  return isTempo(bpm) && bpm_confidence !== undefined && bpm_confidence < CERTAIN_BPM;
}
