import type { ScoreWeights, TrackPair } from '../recommend/score-parts.ts';
import { transitionCost } from '../recommend/transition.ts';
import type { PlanRequest } from './plan-request.ts';
import { brokenRules, hasRules } from './transition-rules.ts';

/** Cost of a broken constraint, above that of any plan without one. */
export const BROKEN_COST = 1000;

/** Largest number of costs that are kept; 128 MB. */
const MOST_KEPT = 16_000_000;

/** Returns the costs of playing each candidate after one. */
export type PairCosts = (from: number) => Float64Array;

/**
 * Prepares the costs of all pairs of tracks, with {@link BROKEN_COST} for every broken rule. A row is computed when it
 * is first needed, and kept while there is room.
 *
 * @param tracks Positions in the input's tracks.
 */
export function pairCosts(request: PlanRequest, tracks: readonly number[]): PairCosts {
  const { weights, rules } = request;
  const isRuled = hasRules(rules);
  const withFeatures = comparesContours(weights) || weights.samples > 0;
  const mostRows = Math.max(1, Math.floor(MOST_KEPT / tracks.length));
  const rows = new Map<number, Float64Array>();
  const distances = new Map<number, Float64Array>();
  return (from) => {
    const known = rows.get(from);
    if (known) return known;
    const distanceRow = Float64Array.from(tracks, (track, to) => {
      // distances are slow, and the same in both directions
      const other = distances.get(to);
      return other ? other[from] : (request.input.distance(tracks[from], track) ?? Number.NaN);
    });
    const row = Float64Array.from(tracks, (track, to) => {
      const pair = pairOf(request, tracks[from], track, { distance: distanceRow[to], withFeatures });
      return (
        transitionCost(pair, weights) + (isRuled ? BROKEN_COST * brokenRules(pair.from, pair.to, rules).length : 0)
      );
    });
    if (rows.size >= mostRows) {
      const [oldest] = rows.keys();
      rows.delete(oldest);
      distances.delete(oldest);
    }
    rows.set(from, row);
    distances.set(from, distanceRow);
    return row;
  };
}

/** Returns true if costs need a comparison of contours, which takes a thousand times longer than all others. */
export function comparesContours({ bass, rhythm }: Readonly<ScoreWeights>): boolean {
  return bass > 0 || rhythm > 0;
}

/** Returns weights that need no comparison of contours. */
export function withoutContours(weights: Readonly<ScoreWeights>): ScoreWeights {
  return { ...weights, bass: 0, rhythm: 0 };
}

/** Returns two tracks of the input with all that their transition depends on. */
export function pairOf(
  { input }: PlanRequest,
  from: number,
  to: number,
  { distance = input.distance(from, to), withFeatures = true } = {},
): TrackPair {
  const pair: TrackPair = { from: input.tracks[from], to: input.tracks[to] };
  if (distance !== undefined && Number.isFinite(distance)) pair.distance = distance;
  if (withFeatures && input.features) pair.features = featuresOf(input.features, from, to);
  return pair;
}

function featuresOf(of: NonNullable<PlanRequest['input']['features']>, from: number, to: number) {
  const [a, b] = [of(from), of(to)];
  return { ...(a && { from: a }), ...(b && { to: b }) };
}
