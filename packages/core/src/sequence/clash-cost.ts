import { keyClashes } from '../recommend/key-value.ts';
import { mixFacts } from '../recommend/mix-facts.ts';
import type { ScoreWeights, TrackPair } from '../recommend/score-parts.ts';
import { TEMPO_MATCH_DEFAULTS } from '../tempos/tempo-relation.ts';

const OCTAVE = 100 * Math.LN2;
/** Largest changes of tempo that mix, as `100 · ln(to/from)`. */
const SLOWEST = 100 * Math.log(1 - TEMPO_MATCH_DEFAULTS.tempoPct / 100);
const FASTEST = 100 * Math.log(1 + TEMPO_MATCH_DEFAULTS.tempoPct / 100);

/**
 * Returns the extra cost of a mix whose tempos or keys clash, in a plan: the share of the weights that the part `tempo`
 * or `key` has. A listener hears one clash however alike the tracks are, and a mean of parts would let a similar sound
 * make up for it. Tempos clash beyond the default limit of `recommend`, keys by the Camelot rules. If they are
 * uncertain, it counts what {@link brokenRules} counts.
 */
export function clashCost({ from, to }: TrackPair, weights: Readonly<ScoreWeights>): number {
  const { tempo, key } = weights;
  const [a, b] = [mixFacts(from), mixFacts(to)];
  let clashing = 0;
  if (tempo > 0 && isLikely(a.tempoLogs, a.tempoProbabilities, b.tempoLogs, b.tempoProbabilities, temposClash)) {
    clashing += tempo;
  }
  if (key > 0 && isLikely(a.keys, a.keyProbabilities, b.keys, b.keyProbabilities, keyClashes)) clashing += key;
  return clashing === 0 ? 0 : clashing / Object.values(weights).reduce((sum, weight) => sum + weight, 0);
}

function temposClash(from: number, to: number): boolean {
  const change = to - from;
  return !(mixes(change) || mixes(change - OCTAVE) || mixes(change + OCTAVE));
}

function mixes(change: number): boolean {
  return change >= SLOWEST && change <= FASTEST;
}

function isLikely(
  from: readonly number[],
  fromShares: readonly number[],
  to: readonly number[],
  toShares: readonly number[],
  clash: (a: number, b: number) => boolean,
): boolean {
  if (from.length === 0 || to.length === 0 || !clash(from[0], to[0])) return false;
  let [yes, all] = [0, 0];
  for (let i = 0; i < from.length; i++) {
    for (let j = 0; j < to.length; j++) {
      const share = fromShares[i] * toShares[j];
      all += share;
      if (clash(from[i], to[j])) yes += share;
    }
  }
  return yes > all / 2;
}
