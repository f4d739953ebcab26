import { type KeyRelation, keyRelation } from '../keys/camelot.ts';
import { type TempoRelation, tempoRelation } from '../tempos/tempo-relation.ts';
import { type ExplainOptions, explainTransition, type TransitionReason } from './explain.ts';
import {
  meanOfParts,
  SCORE_PARTS,
  type ScorePart,
  type ScoreWeights,
  scorePart,
  type TrackPair,
  weightedMean,
} from './score-parts.ts';

/** A mix from one track into the next, with the reasons for its score. */
export interface Transition {
  from: string;
  to: string;
  /** Weighted mean of the parts, 0..1; 1 is best. */
  score: number;
  /** All parts, also those of weight 0. */
  parts: ScorePart[];
  keyRelation: KeyRelation;
  tempoRelation: TempoRelation;
  /** Change of the player's pitch fader that brings `to` to the tempo of `from`, in percent. */
  pitchPct?: number;
  /** Facts behind the parts, in words, the most important first. */
  reasons: TransitionReason[];
}

/** Rates a mix from one track into another, with all reasons. Its score is 1 minus {@link transitionCost}. */
export function rateTransition(pair: TrackPair, weights: Readonly<ScoreWeights>, options?: ExplainOptions): Transition {
  const { from, to, distance } = pair;
  const [fromBpm, toBpm] = [from.tempos[0]?.value, to.tempos[0]?.value];
  const parts = SCORE_PARTS.map((name) => scorePart(name, pair));
  const rated = {
    from: from.path,
    to: to.path,
    score: 1 - costOf(parts, weights, distance),
    parts,
    keyRelation: keyRelation(from.keys[0]?.value, to.keys[0]?.value),
    tempoRelation: tempoRelation(fromBpm, toBpm),
    ...(fromBpm !== undefined && toBpm !== undefined && { pitchPct: pitchChange(fromBpm, toBpm) }),
  };
  return { ...rated, reasons: explainTransition(rated, from, to, options) };
}

/**
 * Returns the cost of a mix from one track into another, 0 (best) to 1: one minus the weighted mean of the score parts,
 * or half the cosine distance if all weights are 0. `recommend`, `mix` and `planSet` share it.
 */
export function transitionCost(pair: TrackPair, weights: Readonly<ScoreWeights>): number {
  const score = weightedMean(pair, weights);
  return score === undefined ? distanceCost(pair.distance) : 1 - score;
}

/** Computes {@link transitionCost} from parts that are already known. */
function costOf(parts: readonly ScorePart[], weights: Readonly<ScoreWeights>, distance: number | undefined): number {
  const score = meanOfParts(parts, weights);
  return score === undefined ? distanceCost(distance) : 1 - score;
}

function distanceCost(distance = 1): number {
  return distance / 2;
}

/** Returns the smallest fader change in percent that brings `to` to the tempo of `from`; half or double time counts. */
export function pitchChange(from: number, to: number): number {
  let best = from / to - 1;
  const [double, half] = [(2 * from) / to - 1, from / 2 / to - 1];
  if (Math.abs(double) < Math.abs(best)) best = double;
  if (Math.abs(half) < Math.abs(best)) best = half;
  return 100 * best;
}
