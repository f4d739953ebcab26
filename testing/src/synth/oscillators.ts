import type { Random } from '../random.ts';

/** An oscillator: `frequency` in Hz, `phase` 0..1. */
export interface Oscillator {
  frequency: number;
  sampleRate: number;
  gain: number;
  phase: number;
}

/** Smooths the step of a saw or square wave over two samples (PolyBLEP, Välimäki and Huovilainen, 2007). */
function polyBlep(phase: number, increment: number): number {
  if (phase < increment) {
    const t = phase / increment - 1;
    return -t * t;
  }
  if (phase > 1 - increment) {
    const t = (phase - 1) / increment + 1;
    return t * t;
  }
  return 0;
}

export function addSaw(out: Float32Array, { frequency, sampleRate, gain, phase }: Oscillator): void {
  const increment = frequency / sampleRate;
  let at = phase;
  for (let i = 0; i < out.length; i++) {
    out[i] += gain * (2 * at - 1 - polyBlep(at, increment));
    at += increment;
    if (at >= 1) at -= 1;
  }
}

export function addSquare(out: Float32Array, { frequency, sampleRate, gain, phase }: Oscillator): void {
  const increment = frequency / sampleRate;
  let at = phase;
  for (let i = 0; i < out.length; i++) {
    const half = at < 0.5 ? at + 0.5 : at - 0.5;
    out[i] += gain * ((at < 0.5 ? 1 : -1) + polyBlep(at, increment) - polyBlep(half, increment));
    at += increment;
    if (at >= 1) at -= 1;
  }
}

export function addSine(out: Float32Array, { frequency, sampleRate, gain, phase }: Oscillator): void {
  const step = (2 * Math.PI * frequency) / sampleRate;
  const start = 2 * Math.PI * phase;
  for (let i = 0; i < out.length; i++) out[i] += gain * Math.sin(start + step * i);
}

/** A sine that modulates another's phase: ratio of the frequencies, depth in radians, and decay in seconds. */
export interface Modulator {
  ratio: number;
  depth: number;
  decay: number;
}

/** Adds a two-operator FM tone (Chowning, 1973). */
export function addFm(out: Float32Array, carrier: Oscillator, { ratio, depth, decay }: Modulator): void {
  const step = (2 * Math.PI * carrier.frequency) / carrier.sampleRate;
  const fall = Math.exp(-1 / (decay * carrier.sampleRate));
  let index = depth;
  for (let i = 0; i < out.length; i++) {
    out[i] += carrier.gain * Math.sin(step * i + index * Math.sin(step * ratio * i));
    index *= fall;
  }
}

export function addNoise(out: Float32Array, gain: number, random: Random): void {
  for (let i = 0; i < out.length; i++) out[i] += gain * (2 * random() - 1);
}
