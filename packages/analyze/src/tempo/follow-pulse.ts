import { SHORT_RATE } from '../frame-features.ts';
import { HOP_FRAMES, WINDOW_FRAMES } from './autocorrelation.ts';
import { trackBeats } from './beat-tracker.ts';
import { fitGrid } from './fit-grid.ts';
import { gridAnchors } from './grid-anchors.ts';
import { beatsOf } from './grid-stretch.ts';
import { metricalGrid } from './metrical-grid.ts';
import type { PulsePath } from './pulse-path.ts';
import type { PulseStrength } from './pulse-strength.ts';
import type { FollowedPulse } from './tempo-hypotheses.ts';
import type { TempoOptions } from './tempo-options.ts';

/** Beats of a pulse below which nothing is claimed. */
const FEWEST_BEATS = 8;
/** A grid that explains so much of what was tracked is truer than the tracking. */
const TRUSTED = 0.6;

/** What of a track a pulse is followed through. */
export interface PulseMaterial {
  strength: PulseStrength;
  /** From `beatEvidence`. */
  evidence: Float32Array;
  durationS: number;
  /** From `harmonicChange`, and its frames per second; null where nobody listened for harmony. */
  harmony: { change: Float32Array; rate: number } | null;
}

/**
 * Follows a pulse through a track, beat by beat, and lays the onsets out on it. Where the beats make a grid, they are put on it, so
 * that a stretch where the tracking slipped counts the same way as the rest.
 *
 * @returns null where there are too few beats to say anything.
 */
export function followPulse(path: PulsePath, material: PulseMaterial, options: TempoOptions): FollowedPulse | null {
  const { strength, evidence, durationS } = material;
  const tracked = Float64Array.from(
    trackBeats(strength.all, (frame) => periodAt(path, frame)),
    (frame) => frame / SHORT_RATE,
  );
  if (tracked.length < FEWEST_BEATS) return null;
  const fitted = fitGrid(gridAnchors(evidence, tracked), tracked, durationS, options);
  const beats = fitted && fitted.agreement >= TRUSTED ? beatsOf(fitted.stretches, durationS) : tracked;
  if (beats.length < FEWEST_BEATS) return null;
  return {
    grid: metricalGrid(material, beats),
    periodS: (beats[beats.length - 1] - beats[0]) / (beats.length - 1),
    salience: path.salience,
  };
}

/** The period of the autocorrelation window whose middle is nearest. */
function periodAt({ periods }: PulsePath, frame: number): number {
  const window = Math.round((frame - WINDOW_FRAMES / 2) / HOP_FRAMES);
  return periods[Math.max(0, Math.min(periods.length - 1, window))];
}
