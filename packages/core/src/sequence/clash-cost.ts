import { keyClashes } from '../recommend/key-value.ts';
import { mixFacts } from '../recommend/mix-facts.ts';
import type { ScoreWeights, TrackPair } from '../recommend/score-parts.ts';
import { TEMPO_MATCH_DEFAULTS } from '../tempos/tempo-relation.ts';

const OCTAVE = 100 * Math.LN2;
/** Largest changes of tempo that mix, as `100 · ln(to/from)`. */
const SLOWEST = 100 * Math.log(1 - TEMPO_MATCH_DEFAULTS.tempoPct / 100);
const FASTEST = 100 * Math.log(1 + TEMPO_MATCH_DEFAULTS.tempoPct / 100);

/** Costs of a mix with an unknown tempo or key, as a share of those of a clash: most random pairs of songs clash. */
const UNKNOWN_SHARE = 0.7;

/**
 * Returns the extra cost of a mix whose likeliest tempos or keys clash, in a plan: the share of the weights that the
 * part `tempo` or `key` has. One clash spoils a mix however alike the tracks are, and a mean of parts would let a
 * similar sound make up for it. Tempos clash beyond the default limit of `recommend`, keys by the Camelot rules.
 */
export function clashCost({ from, to }: TrackPair, weights: Readonly<ScoreWeights>): number {
  const { tempo, key } = weights;
  const [a, b] = [mixFacts(from), mixFacts(to)];
  let clashing = 0;
  if (tempo > 0) clashing += tempo * clashShare(a.tempoLogs, b.tempoLogs, temposClash);
  if (key > 0) clashing += key * clashShare(a.keys, b.keys, keyClashes);
  return clashing === 0 ? 0 : clashing / Object.values(weights).reduce((sum, weight) => sum + weight, 0);
}

/** Compares the first values, which are the likeliest. */
function clashShare(from: readonly number[], to: readonly number[], clash: (a: number, b: number) => boolean): number {
  if (from.length === 0 || to.length === 0) return UNKNOWN_SHARE;
  return clash(from[0], to[0]) ? 1 : 0;
}

function temposClash(from: number, to: number): boolean {
  const change = to - from;
  return !(mixes(change) || mixes(change - OCTAVE) || mixes(change + OCTAVE));
}

function mixes(change: number): boolean {
  return change >= SLOWEST && change <= FASTEST;
}
