import type { Random } from '../random.ts';
import { filter } from './filters.ts';
import { addNoise } from './oscillators.ts';
import type { Stereo } from './sound.ts';

/** Plays noise that rises in level and pitch before a drop, for the given seconds. */
export function riser({ sampleRate, random }: { sampleRate: number; random: Random }, seconds: number): Stereo {
  const side = () => {
    const out = new Float32Array(Math.ceil(seconds * sampleRate));
    addNoise(out, 1, random);
    filter(out, { kind: 'band', sampleRate, cutoff: (t) => 400 * 20 ** (t / seconds), resonance: 2 });
    for (let i = 0; i < out.length; i++) out[i] *= (i / out.length) ** 2;
    return out;
  };
  return { left: side(), right: side() };
}

/** Plays soft noise that rises and falls, like the sea or tape hiss. `period` in seconds. */
export function waves(
  { sampleRate, random }: { sampleRate: number; random: Random },
  { seconds, period, cutoff }: { seconds: number; period: number; cutoff: number },
): Stereo {
  const side = (offset: number) => {
    const out = new Float32Array(Math.ceil(seconds * sampleRate));
    addNoise(out, 1, random);
    const swell = (t: number) => 0.5 - 0.5 * Math.cos(2 * Math.PI * (t / period + offset));
    filter(out, { kind: 'low', sampleRate, cutoff: (t) => cutoff * (0.4 + swell(t)) });
    const fade = out.length / 4;
    for (let i = 0; i < out.length; i++) out[i] *= Math.min(1, i / fade, (out.length - i) / fade);
    return out;
  };
  return { left: side(0), right: side(0.2) };
}

/** Plays the clicks of an old record: `rate` random clicks per second. */
export function crackle(
  { sampleRate, random }: { sampleRate: number; random: Random },
  seconds: number,
  rate: number,
): Stereo {
  const side = () => {
    const out = new Float32Array(Math.ceil(seconds * sampleRate));
    for (let click = 0; click < rate * seconds; click++) out[Math.floor(random() * out.length)] = 2 * random() ** 3 - 1;
    const hiss = new Float32Array(out.length);
    addNoise(hiss, 0.02, random);
    for (let i = 0; i < out.length; i++) out[i] += hiss[i];
    return filter(out, { kind: 'band', sampleRate, cutoff: 3000 });
  };
  return { left: side(), right: side() };
}
