import { type KeyRelation, keyRelation } from '../keys/camelot.ts';
import { type TempoRelation, tempoRelation } from '../tempos/tempo-relation.ts';
import { SCORE_PARTS, type ScorePart, type ScoreWeights, scorePart, type TrackPair } from './score-parts.ts';

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
}

/** Rates a mix from one track into another, with all reasons. Its score is 1 minus {@link transitionCost}. */
export function rateTransition(pair: TrackPair, weights: ScoreWeights): Transition {
  const { from, to } = pair;
  const [fromBpm, toBpm] = [from.tempos[0]?.value, to.tempos[0]?.value];
  const relation = tempoRelation(fromBpm, toBpm);
  return {
    from: from.path,
    to: to.path,
    score: 1 - transitionCost(pair, weights),
    parts: SCORE_PARTS.map((name) => scorePart(name, pair)),
    keyRelation: keyRelation(from.keys[0]?.value, to.keys[0]?.value),
    tempoRelation: relation,
    ...(fromBpm !== undefined && toBpm !== undefined && { pitchPct: pitchChange(fromBpm, toBpm) }),
  };
}

/**
 * Returns the cost of a mix from one track into another, 0 (best) to 1: one minus the weighted mean of the score parts.
 * `recommend`, `mix` and `planSet` share it.
 */
export function transitionCost(pair: TrackPair, weights: ScoreWeights): number {
  let [sum, total] = [0, 0];
  for (const name of SCORE_PARTS) {
    const weight = weights[name];
    if (weight === 0) continue;
    sum += weight * scorePart(name, pair).value;
    total += weight;
  }
  return total === 0 ? (pair.distance ?? 1) / 2 : 1 - sum / total;
}

/** Returns the smallest fader change in percent that matches the tempos, also at half or double time. */
function pitchChange(from: number, to: number): number {
  const changes = [from, 2 * from, from / 2].map((target) => 100 * (target / to - 1));
  return changes.reduce((best, change) => (Math.abs(change) < Math.abs(best) ? change : best));
}
