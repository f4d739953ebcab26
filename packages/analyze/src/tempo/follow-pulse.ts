import { SHORT_RATE } from '../features/frame-features.ts';
import { HOP_FRAMES, WINDOW_FRAMES } from './autocorrelation.ts';
import { trackBeats } from './beat-tracker.ts';
import { fitGrid, type GridSettings } from './fit-grid.ts';
import { gridAnchors } from './grid-anchors.ts';
import { beatsOf } from './grid-stretch.ts';
import type { HarmonicChange } from './harmonic-change.ts';
import { type MetricalGrid, metricalGrid } from './metrical-grid.ts';
import type { PulsePath } from './pulse-path.ts';
import type { PulseStrength } from './pulse-strength.ts';

const MIN_BEATS = 8;
/** Minimum agreement of a grid that replaces the tracked beats. */
const TRUSTED = 0.6;

export interface PulseInput {
  strength: PulseStrength;
  evidence: Float32Array;
  durationS: number;
  harmony: HarmonicChange | null;
}

/** Followed pulse of a track, with its onsets in musical time. */
export interface FollowedPulse {
  grid: MetricalGrid;
  periodS: number;
  salience: number;
}

/**
 * Tracks the beats of a pulse and maps the onsets to them. If the beats fit a grid, the grid replaces them, so that a
 * part where tracking slipped counts like the rest. Null for too few beats.
 */
export function followPulse(path: PulsePath, input: PulseInput, settings: GridSettings): FollowedPulse | null {
  const { strength, evidence, durationS, harmony } = input;
  const tracked = Float64Array.from(
    trackBeats(strength.all, (frame) => periodAt(path, frame)),
    (frame) => frame / SHORT_RATE,
  );
  if (tracked.length < MIN_BEATS) return null;
  const fitted = fitGrid(gridAnchors(evidence, tracked), evidence, durationS, settings);
  const beats = fitted && fitted.agreement >= TRUSTED ? beatsOf(fitted.stretches, durationS) : tracked;
  if (beats.length < MIN_BEATS) return null;
  return {
    grid: metricalGrid(beats, strength, harmony),
    periodS: (beats[beats.length - 1] - beats[0]) / (beats.length - 1),
    salience: path.salience,
  };
}

function periodAt({ periods }: PulsePath, frame: number): number {
  const window = Math.round((frame - WINDOW_FRAMES / 2) / HOP_FRAMES);
  return periods[Math.max(0, Math.min(periods.length - 1, window))];
}
