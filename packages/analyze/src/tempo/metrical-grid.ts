import { SHORT_RATE } from '../features/frame-features.ts';
import type { HarmonicChange } from './harmonic-change.ts';
import type { PulseStrength } from './pulse-strength.ts';

/** Places per beat of the followed pulse. Halves, thirds and quarters of a beat fall on a place. */
export const SUBDIVISIONS = 12;

/** Onset strength in musical time: one value per place, {@link SUBDIVISIONS} places per beat of a followed pulse. */
export interface MetricalGrid {
  /** Strength of each onset band, of all bands, and of attacks. Mean 1, or all 0. */
  bands: readonly Float32Array[];
  /** Change of harmony at each place, all 0 if unknown. */
  harmony: Float32Array;
  timesS: Float64Array;
}

/** Maps onsets to musical time: the strongest onset around each place. Places divide each beat evenly. */
export function metricalGrid(
  beats: Float64Array,
  strength: PulseStrength,
  harmony: HarmonicChange | null,
): MetricalGrid {
  const count = Math.max(0, beats.length - 1) * SUBDIVISIONS;
  const timesS = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const beat = Math.floor(i / SUBDIVISIONS);
    timesS[i] = beats[beat] + ((i % SUBDIVISIONS) / SUBDIVISIONS) * (beats[beat + 1] - beats[beat]);
  }
  const frames = timesS.map((timeS) => timeS * SHORT_RATE);
  return {
    bands: [...strength.bands, strength.all, strength.attack].map((band) => meanOne(strongest(band, frames))),
    harmony: Float32Array.from(timesS, (timeS) => harmony?.values[Math.round(timeS * harmony.rate)] ?? 0),
    timesS,
  };
}

function strongest(series: Float32Array, frames: Float64Array): Float32Array {
  const out = new Float32Array(frames.length);
  for (let i = 0; i < frames.length; i++) {
    const before = i > 0 ? frames[i] - frames[i - 1] : 1;
    const after = i + 1 < frames.length ? frames[i + 1] - frames[i] : 1;
    const last = Math.min(series.length - 1, Math.round(frames[i] + after / 2));
    for (let n = Math.max(0, Math.round(frames[i] - before / 2)); n <= last; n++)
      if (series[n] > out[i]) out[i] = series[n];
  }
  return out;
}

function meanOne(values: Float32Array): Float32Array {
  let sum = 0;
  for (const value of values) sum += value;
  if (sum > 0) for (let i = 0; i < values.length; i++) values[i] *= values.length / sum;
  return values;
}
