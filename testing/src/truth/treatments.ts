import type { Random } from '../random.ts';
import { filter } from '../synth/filters.ts';
import { crackle } from '../synth/noise-sweeps.ts';
import { mixInto, type Stereo } from '../synth/sound.ts';

/** Changes tempo and pitch (above 1 is faster) by cubic interpolation (Catmull and Rom). */
export function changeSpeed({ left, right }: Stereo, speed: number): Stereo {
  return { left: resampled(left, speed), right: right === left ? left : resampled(right, speed) };
}

function resampled(samples: Float32Array, speed: number): Float32Array {
  const out = new Float32Array(Math.floor((samples.length - 1) / speed));
  for (let i = 0; i < out.length; i++) {
    const place = i * speed;
    const at = Math.floor(place);
    const t = place - at;
    const a = samples[Math.max(0, at - 1)];
    const b = samples[at];
    const c = samples[Math.min(samples.length - 1, at + 1)];
    const d = samples[Math.min(samples.length - 1, at + 2)];
    out[i] = b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
  }
  return out;
}

export function gain({ left, right }: Stereo, decibels: number): void {
  const factor = 10 ** (decibels / 20);
  for (const side of sides(left, right)) for (let i = 0; i < side.length; i++) side[i] *= factor;
}

/** Raises the level and clips the peaks, in place. */
export function clip(sound: Stereo, decibels: number): void {
  gain(sound, decibels);
  for (const side of sides(sound.left, sound.right)) {
    for (let i = 0; i < side.length; i++) side[i] = Math.max(-1, Math.min(1, side[i]));
  }
}

/** Makes the sound of an old record on a small speaker, in place: nothing above `cutoff` Hz, and crackle. */
export function wear({ left, right }: Stereo, options: { sampleRate: number; random: Random; cutoff: number }): void {
  const { sampleRate, cutoff } = options;
  for (const side of sides(left, right)) filter(side, { kind: 'low', sampleRate, cutoff });
  const clicks = crackle(options, left.length / sampleRate, 12);
  mixInto(left, clicks.left, 0, 0.12);
  if (right !== left) mixInto(right, clicks.right, 0, 0.12);
}

/** Returns the distinct channels: two, or one if both are the same array. */
function sides(left: Float32Array, right: Float32Array): Float32Array[] {
  return left === right ? [left] : [left, right];
}
