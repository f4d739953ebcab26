import { SHORT_RATE } from '../frame-features.ts';
import { HOP_FRAMES, WINDOW_FRAMES } from './autocorrelation.ts';
import { trackBeats } from './beat-tracker.ts';
import { metricalGrid } from './metrical-grid.ts';
import type { PulsePath } from './pulse-path.ts';
import type { PulseStrength } from './pulse-strength.ts';
import { type FollowedPulse, type TempoHypothesis, tempoHypotheses } from './tempo-hypotheses.ts';

/** Beats of a pulse below which nothing is claimed. */
const FEWEST_BEATS = 8;

/** A way to tap along, with the pulse that it counts on. */
export type TapHypothesis = TempoHypothesis & { pulse: FollowedPulse };

/** Every way to tap along with any of a track's pulses. */
export function tapHypotheses(strength: PulseStrength, paths: readonly PulsePath[]): TapHypothesis[] {
  return paths.flatMap((path) => {
    const beats = trackBeats(strength.all, (frame) => periodAt(path, frame));
    if (beats.length < FEWEST_BEATS) return [];
    const pulse = {
      grid: metricalGrid(strength, beats),
      period: (beats[beats.length - 1] - beats[0]) / (beats.length - 1),
      salience: path.salience,
    };
    return tempoHypotheses(pulse, paths[0].salience).map((hypothesis) => ({ ...hypothesis, pulse }));
  });
}

/** The period of the autocorrelation window whose middle is nearest. */
function periodAt({ periods }: PulsePath, frame: number): number {
  const window = Math.round((frame - WINDOW_FRAMES / 2) / HOP_FRAMES);
  return periods[Math.max(0, Math.min(periods.length - 1, window))];
}

/** The beats of a way to tap along, in seconds. */
export function beatTimes({ pulse, phase, stride }: TapHypothesis): Float64Array {
  const { frames } = pulse.grid;
  const count = Math.max(0, Math.ceil((frames.length - phase) / stride));
  return Float64Array.from({ length: count }, (_, i) => frames[phase + i * stride] / SHORT_RATE);
}
