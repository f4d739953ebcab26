import type { ScoreWeights, TrackPair } from '../recommend/score-parts.ts';
import { TEMPO_MATCH_DEFAULTS } from '../tempos/tempo-relation.ts';
import { brokenRules, type TransitionRules } from './transition-rules.ts';

/** Extra cost of a clash, as a multiple of the part's share of the weights. */
const CLASH_FACTOR = Number(process.env.CLASH ?? 1);

const TEMPOS_MIX: TransitionRules = { maxPitchPct: TEMPO_MATCH_DEFAULTS.tempoPct };
const KEYS_MIX: TransitionRules = { keysMustMix: true };

/**
 * Returns the extra cost of a mix whose tempos or keys clash, in a plan: half of what the part `tempo` or `key` counts.
 * A listener hears one clash however alike the tracks are, and a mean of parts would let a similar sound make up for
 * it. Tempos clash beyond the default limit of `recommend`, keys by the Camelot rules, as with {@link TransitionRules}.
 */
export function clashCost({ from, to }: TrackPair, weights: Readonly<ScoreWeights>): number {
  const { tempo, key } = weights;
  let clashes = 0;
  if (tempo > 0 && brokenRules(from, to, TEMPOS_MIX).length > 0) clashes += tempo;
  if (key > 0 && brokenRules(from, to, KEYS_MIX).length > 0) clashes += key;
  return clashes === 0 ? 0 : (CLASH_FACTOR * clashes) / sumOf(weights);
}

function sumOf(weights: Readonly<ScoreWeights>): number {
  return Object.values(weights).reduce((sum, weight) => sum + weight, 0);
}
