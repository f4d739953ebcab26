import { constantGrid } from './constant-grid.ts';
import { dynamicGrid } from './dynamic-grid.ts';
import type { GridAnchor } from './grid-anchors.ts';
import type { GridStretch } from './grid-stretch.ts';
import type { TempoAnalysisSettings } from './tempo-options.ts';

/** The settings that a grid depends on. */
export type GridSettings = Pick<TempoAnalysisSettings, 'gridMode' | 'driftPct'>;

/** A grid and how well the sound agrees with it. */
export interface FittedGrid {
  stretches: GridStretch[];
  mode: 'fixed' | 'dynamic';
  /** Beats per minute: the one tempo, or the median over the music. */
  bpm: number;
  /** Share of what was heard that lies on the grid, 0..1. */
  agreement: number;
}

const BEATS_PER_BAR = 4;
/** A fixed grid that explains so much needs no rival. */
const SURELY_FIXED = 0.85;
/** By how much a dynamic grid has to explain more than a fixed one. */
const CLEARLY_BETTER = 0.12;
/** No grid of one tempo is off by as much as this, in standard errors, beats per minute. */
const ERRORS = 3;
const MIN_SNAP_BPM = 0.004;
const MAX_SNAP_BPM = 0.03;

/** Fits one tempo to a track where one fits, several where it takes several. */
export function fitGrid(
  anchors: readonly GridAnchor[],
  beats: Float64Array,
  durationS: number,
  { gridMode, driftPct }: GridSettings,
): FittedGrid | null {
  const fixed = gridMode === 'dynamic' ? null : fixedGrid(anchors);
  if (fixed && (gridMode === 'fixed' || fixed.agreement >= SURELY_FIXED)) return fixed;
  const toleranceS = (driftPct / 100) * BEATS_PER_BAR * medianPeriod(anchors);
  const dynamic = dynamicGrid(anchors, beats, { toleranceS });
  if (!dynamic) return fixed;
  if (fixed && dynamic.agreement < fixed.agreement + CLEARLY_BETTER) return fixed;
  return {
    ...dynamic,
    stretches: dynamic.stretches.map((stretch) => ({ ...stretch, ...rounded(stretch) })),
    mode: dynamic.stretches.length > 1 ? 'dynamic' : 'fixed',
    bpm: medianTempo(dynamic.stretches, durationS),
  };
}

function fixedGrid(anchors: readonly GridAnchor[]): FittedGrid | null {
  const grid = constantGrid(anchors);
  if (!grid) return null;
  const { periodS, errorS, agreement } = grid;
  const measured = 60 / periodS;
  // music is produced at whole tempos far more often than a hundredth beside them
  const tolerance = Math.min(MAX_SNAP_BPM, Math.max(MIN_SNAP_BPM, (ERRORS * errorS * measured) / periodS));
  const whole = Math.round(measured);
  const bpm = Math.abs(measured - whole) <= tolerance ? whole : toHundredths(measured);
  const middle = anchors[anchors.length >> 1].timeS;
  // turned around the middle of the track, so that rounding the tempo costs least at its ends
  const timeS = grid.timeS + Math.round((middle - grid.timeS) / periodS) * periodS;
  return {
    stretches: [{ timeS, periodS: 60 / bpm, untilS: Number.POSITIVE_INFINITY }],
    mode: 'fixed',
    bpm,
    agreement,
  };
}

/** What is stored is rounded, and the grid must be the stored one. */
function rounded({ timeS, periodS }: GridStretch): Pick<GridStretch, 'timeS' | 'periodS'> {
  return { timeS, periodS: 60 / toHundredths(60 / periodS) };
}

/** Half of the music is faster, half slower: the tempo of the longer part where it jumps, the usual one where it drifts. */
function medianTempo(stretches: readonly GridStretch[], durationS: number): number {
  let fromS = 0;
  const parts = stretches.map(({ periodS, untilS }) => {
    const lengthS = Math.max(0, Math.min(untilS, durationS) - fromS);
    fromS = Math.min(untilS, durationS);
    return { bpm: 60 / periodS, lengthS };
  });
  parts.sort((a, b) => a.bpm - b.bpm);
  let passedS = 0;
  const median = parts.find(({ lengthS }) => {
    passedS += lengthS;
    return passedS >= durationS / 2;
  });
  return toHundredths(median?.bpm ?? parts[parts.length - 1].bpm);
}

function medianPeriod(anchors: readonly GridAnchor[]): number {
  return anchors.map(({ periodS }) => periodS).sort((a, b) => a - b)[anchors.length >> 1];
}

function toHundredths(bpm: number): number {
  return Math.round(bpm * 100) / 100;
}
