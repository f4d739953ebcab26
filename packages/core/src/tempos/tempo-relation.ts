import { numberFrom, type OptionRule, optionRules } from '../options/check-options.ts';
import type { TrackRecord } from '../tracks/track-record.ts';
import { isPossibleBpm } from './parse-tempo.ts';

/** Relation of a candidate's tempo to the seed's tempo. */
export type TempoRelation = 'same' | 'double' | 'half' | 'unknown' | 'clash';

/** Options of {@link tempoRelation}. */
export interface TempoMatchOptions {
  /** Maximum difference, in percent of the seed's tempo, its double or its half. @default 6 */
  tempoPct?: number;
  /** Also accepts double and half of the seed's tempo. @default true */
  allowDoubletime?: boolean;
}

/** Defaults of {@link TempoMatchOptions}. */
export const TEMPO_MATCH_DEFAULTS: Readonly<Required<TempoMatchOptions>> = { tempoPct: 6, allowDoubletime: true };

export const TEMPO_MATCH_RULES = {
  tempoPct: numberFrom(0),
  allowDoubletime: optionRules.flag,
} satisfies Record<keyof TempoMatchOptions, OptionRule>;

/** Tolerance for binary rounding, so that a tempo exactly at the limit is accepted. */
const ROUNDING_BPM = 1e-6;

/** Tempos that have a relation to another tempo, in BPM, inclusive. */
export interface TempoRange {
  relation: Extract<TempoRelation, 'same' | 'double' | 'half'>;
  from: number;
  to: number;
}

/** Returns the ranges of tempos that match a possible tempo. */
export function tempoRanges(seed: number, options: TempoMatchOptions = {}): TempoRange[] {
  const { tempoPct, allowDoubletime } = { ...TEMPO_MATCH_DEFAULTS, ...options };
  const around = (relation: TempoRange['relation'], target: number): TempoRange => {
    const tolerance = (tempoPct / 100) * target + ROUNDING_BPM;
    return { relation, from: target - tolerance, to: target + tolerance };
  };
  const same = around('same', seed);
  return allowDoubletime ? [same, around('double', seed * 2), around('half', seed / 2)] : [same];
}

/** Returns the relation of a candidate's tempo to the seed's; `unknown` if one is missing or outside 20..400. */
export function tempoRelation(
  seed: number | null | undefined,
  candidate: number | null | undefined,
  options: TempoMatchOptions = {},
): TempoRelation {
  if (!isPossibleBpm(seed) || !isPossibleBpm(candidate)) return 'unknown';
  const range = tempoRanges(seed, options).find(({ from, to }) => candidate >= from && candidate <= to);
  return range?.relation ?? 'clash';
}

/** Confidence below which another BPM is more likely. */
const CERTAIN_BPM = 0.5;

/** Returns true if rbassist measured a record's BPM and is unsure of it. */
export function isUncertainBpm({ bpm, bpm_confidence }: Pick<TrackRecord, 'bpm' | 'bpm_confidence'>): boolean {
  return isPossibleBpm(bpm) && bpm_confidence !== undefined && bpm_confidence < CERTAIN_BPM;
}
