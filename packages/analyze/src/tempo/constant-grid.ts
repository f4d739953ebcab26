import { fitLine } from './fit-line.ts';
import type { GridAnchor } from './grid-anchors.ts';

export interface ConstantGrid {
  /** Time of one beat in seconds. The others are whole periods away. */
  timeS: number;
  periodS: number;
  /** Standard error of the period, in seconds. */
  errorS: number;
  /** Share of the anchors' weight on the grid, 0..1. */
  agreement: number;
}

/** Largest distance of an anchor from the grid. */
const ON_GRID_S = 0.018;
/** Share of the period searched on either side. */
const SEARCH = 0.012;
/** Largest error of a search step at the far end of a track. */
const STEP_S = 0.012;
const MAX_ORIGINS = 40;
const MAX_SPAN_S = 1200;
/** Largest difference, as a share, between the period of the grid and of an anchor on it. */
const PERIOD_TOLERANCE = 0.02;
/** Tracked beats can slip by quarters of a beat. */
export const QUARTERS = 4;

/**
 * Finds the tempo and phase that most anchors agree with. Tries anchors as the first beat, then fits the agreeing
 * anchors by least squares. Anchors off the grid, such as those in a break, have no influence. Null without anchors, or
 * for tracks longer than 20 minutes.
 */
export function constantGrid(anchors: readonly GridAnchor[]): ConstantGrid | null {
  const total = anchors.reduce((sum, { weight }) => sum + weight, 0);
  if (anchors.length === 0 || total === 0) return null;
  const spanS = Math.max(1, anchors[anchors.length - 1].timeS - anchors[0].timeS);
  if (spanS > MAX_SPAN_S) return null;
  const centre = weightedMedian(anchors);
  const step = Math.min(SEARCH, (STEP_S * centre) / spanS);
  const origins = anchors.filter((_, i) => i % Math.ceil(anchors.length / MAX_ORIGINS) === 0);
  let best = { strength: -1, periodS: centre, timeS: 0 };
  const steps = Math.floor(SEARCH / step);
  // from the middle outwards, so that equal scores, as with one anchor, keep the anchors' own period
  for (let i = 0; i <= 2 * steps; i++) {
    const periodS = centre * (1 + step * (i % 2 === 0 ? -i / 2 : (i + 1) / 2));
    for (const { timeS } of origins) {
      const strength = agreement(anchors, { timeS, periodS });
      if (strength > best.strength) best = { strength, periodS, timeS };
    }
  }
  return leastSquares(anchors, total, best);
}

function agreement(anchors: readonly GridAnchor[], grid: { timeS: number; periodS: number }): number {
  let sum = 0;
  for (const anchor of anchors) {
    const off = offGrid(anchor.timeS, grid) / (2 * ON_GRID_S);
    if (off > -1 && off < 1 && sameTempo(anchor, grid)) sum += anchor.weight * (1 - off * off);
  }
  return sum;
}

function sameTempo(anchor: GridAnchor, { periodS }: { periodS: number }): boolean {
  return Math.abs(anchor.periodS / periodS - 1) < PERIOD_TOLERANCE;
}

/** Returns the signed distance from the nearest quarter beat, in seconds. */
function offGrid(timeS: number, grid: { timeS: number; periodS: number }): number {
  const quarters = (QUARTERS * (timeS - grid.timeS)) / grid.periodS;
  return ((quarters - Math.round(quarters)) * grid.periodS) / QUARTERS;
}

function leastSquares(
  anchors: readonly GridAnchor[],
  total: number,
  start: { timeS: number; periodS: number },
): ConstantGrid {
  let { timeS, periodS } = start;
  let errorS = 0;
  let agreeing = 0;
  for (let round = 0; round < 3; round++) {
    const tolerance = round === 0 ? 2 * ON_GRID_S : ON_GRID_S;
    const grid = { timeS, periodS };
    const onGrid = anchors
      .filter((anchor) => Math.abs(offGrid(anchor.timeS, grid)) <= tolerance && sameTempo(anchor, grid))
      .map((anchor) => ({
        ...anchor,
        number: Math.round((QUARTERS * (anchor.timeS - grid.timeS)) / grid.periodS) / QUARTERS,
      }));
    const line = onGrid.length < 2 ? null : fitLine(onGrid);
    if (!line) {
      agreeing = onGrid.reduce((sum, { weight }) => sum + weight, 0);
      break;
    }
    ({ timeS, periodS } = line);
    agreeing = 0;
    let squares = 0;
    for (const anchor of anchors) {
      const off = offGrid(anchor.timeS, { timeS, periodS });
      if (Math.abs(off) > ON_GRID_S || !sameTempo(anchor, { periodS })) continue;
      agreeing += anchor.weight;
      squares += anchor.weight * off * off;
    }
    // anchors overlap by half, so only every second one is independent
    errorS = Math.sqrt(((squares / Math.max(agreeing, 1e-9)) * 2 * line.weight) / (onGrid.length * line.spread));
  }
  return { timeS: timeS + slip(anchors, timeS, periodS), periodS, errorS, agreement: agreeing / total };
}

/** Returns the shift in seconds, in quarters of the period, with most of the anchors' weight. */
function slip(anchors: readonly GridAnchor[], timeS: number, periodS: number): number {
  const weights = new Float64Array(QUARTERS);
  for (const anchor of anchors) {
    const quarters = Math.round((QUARTERS * (anchor.timeS - timeS)) / periodS);
    weights[((quarters % QUARTERS) + QUARTERS) % QUARTERS] += anchor.weight;
  }
  return (weights.indexOf(Math.max(...weights)) * periodS) / QUARTERS;
}

function weightedMedian(anchors: readonly GridAnchor[]): number {
  const sorted = [...anchors].sort((a, b) => a.periodS - b.periodS);
  const half = sorted.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let passed = 0;
  for (const { periodS, weight } of sorted) {
    passed += weight;
    if (passed >= half) return periodS;
  }
  return sorted[sorted.length - 1].periodS;
}
