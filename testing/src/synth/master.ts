import { mixInto, type Stereo } from './sound.ts';

/** Maximum sample, -0.6 dBFS. */
const CEILING = 0.933;
const END_FADE_SECONDS = 0.4;

/** Lowers a channel at every kick and lets it rise again, like a sidechain compressor. */
export function duck({ left, right }: Stereo, kicks: readonly number[], depth: number, frames: number): void {
  const curve = Float32Array.from({ length: frames }, (_, i) => 1 - depth * (1 - i / frames) ** 2);
  for (const kick of kicks) {
    const end = Math.min(frames, left.length - kick);
    for (let i = 0; i < end; i++) {
      left[kick + i] *= curve[i];
      right[kick + i] *= curve[i];
    }
  }
}

/** Adds channels to the first one, in place. */
export function sum([mix, ...others]: readonly Stereo[]): Stereo {
  for (const { left, right } of others) {
    mixInto(mix.left, left, 0, 1);
    mixInto(mix.right, right, 0, 1);
  }
  return mix;
}

/** Works in place. `loudness` is RMS in dBFS before clipping; a dense mix ends up to 1 dB lower. */
export function finish(
  { left, right }: Stereo,
  { loudness, sampleRate }: { loudness: number; sampleRate: number },
): void {
  let power = 0;
  for (let i = 0; i < left.length; i++) power += left[i] * left[i] + right[i] * right[i];
  const level = Math.sqrt(power / (2 * left.length));
  const gain = level > 0 ? 10 ** (loudness / 20) / level : 0;
  const fade = Math.min(left.length, Math.round(END_FADE_SECONDS * sampleRate));
  for (const side of [left, right]) {
    for (let i = 0; i < side.length; i++) side[i] = softClip(side[i] * gain);
    for (let i = 0; i < fade; i++) side[side.length - 1 - i] *= i / fade;
  }
}

/** Returns a rational tanh: linear for small values, never above the ceiling. */
function softClip(value: number): number {
  const x = Math.max(-3, Math.min(3, value / CEILING));
  return (CEILING * x * (27 + x * x)) / (27 + 9 * x * x);
}
