import { roundValue } from '@rbassist/core';
import { constantGrid } from './constant-grid.ts';
import { dynamicGrid } from './dynamic-grid.ts';
import type { GridAnchor } from './grid-anchors.ts';
import type { GridStretch } from './grid-stretch.ts';
import type { TempoAnalysisSettings } from './tempo-options.ts';

export type GridSettings = Pick<TempoAnalysisSettings, 'gridMode' | 'driftPct'>;

export interface FittedGrid {
  stretches: GridStretch[];
  mode: 'fixed' | 'dynamic';
  /** Tempo of a fixed grid, or the one of the longest part. */
  bpm: number;
  agreement: number;
}

const BEATS_PER_BAR = 4;
/** Minimum agreement of a fixed grid that needs no comparison with a dynamic one. */
const SURELY_FIXED = 0.85;
/** Minimum gain in agreement of a dynamic grid over a fixed one. */
const CLEARLY_BETTER = 0.12;
/** Largest distance of tempos that count as one that drifts, as a log ratio. */
const DRIFT = 0.06;
/** Largest distance of a fixed grid's tempo from a whole number to snap to: standard errors, limits in BPM. */
const ERRORS = 4;
const MIN_SNAP_BPM = 0.004;
const MAX_SNAP_BPM = 0.08;

/** Fits a grid of one tempo if that is enough, otherwise of several. Null without anchors. */
export function fitGrid(
  anchors: readonly GridAnchor[],
  evidence: Float32Array,
  durationS: number,
  { gridMode, driftPct }: GridSettings,
): FittedGrid | null {
  const fixed = gridMode === 'dynamic' ? null : fixedGrid(anchors);
  if (fixed && (gridMode === 'fixed' || fixed.agreement >= SURELY_FIXED)) return fixed;
  const toleranceS = (driftPct / 100) * BEATS_PER_BAR * medianPeriod(anchors);
  const dynamic = dynamicGrid(anchors, evidence, { toleranceS });
  if (!dynamic) return fixed;
  if (fixed && dynamic.agreement < fixed.agreement + CLEARLY_BETTER) return fixed;
  return {
    ...dynamic,
    stretches: dynamic.stretches.map((stretch) => ({ ...stretch, ...rounded(stretch) })),
    mode: dynamic.stretches.length > 1 ? 'dynamic' : 'fixed',
    bpm: longestTempo(dynamic.stretches, durationS),
  };
}

function fixedGrid(anchors: readonly GridAnchor[]): FittedGrid | null {
  const grid = constantGrid(anchors);
  if (!grid) return null;
  const { periodS, errorS, agreement } = grid;
  const measured = 60 / periodS;
  // most music is produced at whole tempos
  const tolerance = Math.min(MAX_SNAP_BPM, Math.max(MIN_SNAP_BPM, (ERRORS * errorS * measured) / periodS));
  const whole = Math.round(measured);
  const bpm = Math.abs(measured - whole) <= tolerance ? whole : roundTempo(measured);
  const middle = anchors[anchors.length >> 1].timeS;
  // pivots in the middle of the track, so that rounding the tempo moves its ends least
  const timeS = grid.timeS + Math.round((middle - grid.timeS) / periodS) * periodS;
  return {
    stretches: [{ timeS, periodS: 60 / bpm, untilS: Number.POSITIVE_INFINITY }],
    mode: 'fixed',
    bpm: roundValue('bpm', bpm),
    agreement,
  };
}

/** Rounds the tempo as in the track record, so that the grid matches the record. */
function rounded({ timeS, periodS }: GridStretch): Pick<GridStretch, 'timeS' | 'periodS'> {
  return { timeS, periodS: 60 / roundTempo(60 / periodS) };
}

/** Returns the tempo near which the track stays longest, as its median over time there. */
function longestTempo(stretches: readonly GridStretch[], durationS: number): number {
  let fromS = 0;
  const parts = stretches.map(({ periodS, untilS }) => {
    const lengthS = Math.max(0, Math.min(untilS, durationS) - fromS);
    fromS = Math.min(untilS, durationS);
    return { bpm: 60 / periodS, lengthS };
  });
  parts.sort((a, b) => a.bpm - b.bpm);
  const lengthOf = (near: typeof parts) => near.reduce((sum, { lengthS }) => sum + lengthS, 0);
  const around = parts.map(({ bpm }) => parts.filter((part) => Math.abs(Math.log(part.bpm / bpm)) < DRIFT));
  const longest = around.reduce((best, near) => (lengthOf(near) > lengthOf(best) ? near : best));
  const half = lengthOf(longest) / 2;
  let passedS = 0;
  const median = longest.find(({ lengthS }) => {
    passedS += lengthS;
    return passedS >= half;
  });
  return roundValue('bpm', median?.bpm ?? longest[0].bpm);
}

function medianPeriod(anchors: readonly GridAnchor[]): number {
  return anchors.map(({ periodS }) => periodS).sort((a, b) => a - b)[anchors.length >> 1];
}

function roundTempo(bpm: number): number {
  return roundValue('tempos', { bpm }).bpm;
}
