import type { ScoreWeights, TrackPair } from '../recommend/score-parts.ts';
import { transitionCost } from '../recommend/transition.ts';
import { clashCost } from './clash-cost.ts';
import type { PlanRequest } from './plan-request.ts';
import { brokenRules, hasRules } from './transition-rules.ts';

/** Cost of a broken constraint, above that of any plan without one. */
export const BROKEN_COST = 1000;

/** Largest number of costs that are kept; 128 MB. */
const MOST_KEPT = 16_000_000;

/** Returns the costs of playing each candidate after one: {@link transitionCost} and {@link clashCost}. */
export type PairCosts = (from: number) => Float64Array;

/**
 * Prepares the costs of all pairs of tracks, with {@link BROKEN_COST} for every broken rule. A row is computed when it
 * is first needed, and kept while there is room.
 *
 * @param tracks Positions in the input's tracks.
 */
export function pairCosts(request: PlanRequest, tracks: readonly number[]): PairCosts {
  const { weights, rules, input } = request;
  const isRuled = hasRules(rules);
  const withFeatures = comparesContours(weights) || weights.samples > 0;
  const mostRows = Math.max(1, Math.floor(MOST_KEPT / tracks.length));
  const kept: number[] = [];
  const rows: (Float64Array | undefined)[] = new Array(tracks.length);
  const distances: (Float64Array | undefined)[] = new Array(tracks.length);
  const computeRow = (from: number): Float64Array => {
    const row = new Float64Array(tracks.length);
    const distanceRow = new Float64Array(tracks.length);
    for (let to = 0; to < tracks.length; to++) {
      // distances are slow, and the same in both directions
      const distance = distances[to]?.[from] ?? input.distance(tracks[from], tracks[to]) ?? Number.NaN;
      distanceRow[to] = distance;
      const pair = pairOf(request, tracks[from], tracks[to], { distance, withFeatures });
      const broken = isRuled ? brokenRules(pair.from, pair.to, rules).length : 0;
      row[to] = transitionCost(pair, weights) + clashCost(pair, weights) + BROKEN_COST * broken;
    }
    if (kept.length >= mostRows) {
      const oldest = kept.shift()!;
      rows[oldest] = undefined;
      distances[oldest] = undefined;
    }
    kept.push(from);
    rows[from] = row;
    distances[from] = distanceRow;
    return row;
  };
  return (from) => rows[from] ?? computeRow(from);
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
