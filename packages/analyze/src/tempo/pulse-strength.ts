import { ATTACK_RATE, type FrameFeatures, ONSET_BANDS, SHORT_RATE } from '../features/frame-features.ts';

/** Onset strength above its running mean, with the same weight for every band. */
export interface PulseStrength {
  /** Strength of each onset band at {@link SHORT_RATE}, 0 or more, root mean square 1 or all 0. */
  bands: readonly Float32Array[];
  all: Float32Array;
  /** Steepest rise of the level within each frame, normalised in the same way. */
  attack: Float32Array;
}

const BACKGROUND_S = 0.8;
/** Root mean square of a band with only rounding errors. */
const SILENT_RMS = 1e-3;

/** Subtracts the running mean from each band's onsets, cuts negatives to 0, and scales to a root mean square of 1. */
export function pulseStrength({ bandOnsets, attack }: FrameFeatures): PulseStrength {
  const reach = Math.round((BACKGROUND_S * SHORT_RATE) / 2);
  const bands = bandOnsets.map((onsets) => equalised(aboveBackground(onsets, reach)));
  const all = new Float32Array(bands[0].length);
  for (const band of bands) for (let i = 0; i < all.length; i++) all[i] += band[i] / ONSET_BANDS;
  return { bands, all, attack: equalised(aboveBackground(steepest(attack, all.length), reach)) };
}

function steepest(attack: Float32Array, frames: number): Float32Array {
  const perFrame = ATTACK_RATE / SHORT_RATE;
  return Float32Array.from({ length: frames }, (_, frame) => {
    let most = 0;
    const end = Math.min(attack.length, Math.round((frame + 0.5) * perFrame));
    for (let i = Math.max(0, Math.round((frame - 0.5) * perFrame)); i < end; i++)
      if (attack[i] > most) most = attack[i];
    return most;
  });
}

function aboveBackground(onsets: Float32Array, reach: number): Float32Array {
  const out = new Float32Array(onsets.length);
  let sum = 0;
  let from = 0;
  let to = 0;
  for (let i = 0; i < onsets.length; i++) {
    while (to < onsets.length && to <= i + reach) sum += onsets[to++];
    while (from < i - reach) sum -= onsets[from++];
    out[i] = Math.max(0, onsets[i] - sum / (to - from));
  }
  return out;
}

function equalised(values: Float32Array): Float32Array {
  let sum = 0;
  for (const value of values) sum += value * value;
  const rms = Math.sqrt(sum / Math.max(1, values.length));
  if (rms < SILENT_RMS) return values.fill(0);
  for (let i = 0; i < values.length; i++) values[i] /= rms;
  return values;
}
