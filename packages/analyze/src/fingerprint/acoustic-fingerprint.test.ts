import { describe, expect, it } from 'vitest';
import { FINGERPRINT_RATE, fingerprintSamples } from './acoustic-fingerprint.ts';
import { fingerprintDifference } from './fingerprint-difference.ts';

const SECONDS = 8;

/** Renders notes of random pitch, other ones for each seed. `fromS` cuts off the start. */
function melody(seed: number, { gain = 0.3, noise = 0, fromS = 0 } = {}): Float32Array {
  const random = generator(seed);
  const notes = Array.from({ length: 4 * SECONDS }, () => 300 * 2 ** (random() * 2.5));
  const hiss = generator(seed + 1000);
  const all = Float32Array.from({ length: SECONDS * FINGERPRINT_RATE }, (_, i) => {
    const t = i / FINGERPRINT_RATE;
    const hertz = notes[Math.floor(t * 4)];
    const decay = Math.exp(-6 * (t % 0.25));
    const tones = Math.sin(2 * Math.PI * hertz * t) + 0.5 * Math.sin(4 * Math.PI * hertz * t);
    return gain * (decay * tones + noise * (hiss() - 0.5));
  });
  return all.slice(Math.round(fromS * FINGERPRINT_RATE));
}

/** Creates the minimal standard generator of Park and Miller, 0..1. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const difference = async (a: Float32Array, b: Float32Array, maxShiftS = 2) =>
  fingerprintDifference(await fingerprintSamples(a), await fingerprintSamples(b), maxShiftS);

describe('fingerprints', () => {
  it('are equal for equal sound, at any level', async () => {
    expect(await difference(melody(1), melody(1))).toBe(0);
    expect(await difference(melody(1), melody(1, { gain: 0.01 }))).toBeLessThan(0.01);
  });

  it('differ slightly with noise, and by about half for another melody', async () => {
    expect(await difference(melody(1), melody(1, { noise: 0.05 }))).toBeLessThan(0.25);
    expect(await difference(melody(1), melody(2))).toBeGreaterThan(0.35);
  });

  it('are aligned if one starts later', async () => {
    const late = melody(1, { fromS: 1.234 });
    expect(await difference(melody(1), late)).toBeLessThan(0.1);
    expect(await difference(late, melody(1))).toBeLessThan(0.1);
    expect(await difference(melody(1), late, 0.5)).toBeGreaterThan(0.3);
  });

  it('differ completely for silence, and for too little sound', async () => {
    const silence = new Float32Array(SECONDS * FINGERPRINT_RATE);
    expect(await difference(silence, silence)).toBe(1);
    expect(await difference(melody(1).slice(0, FINGERPRINT_RATE), melody(1))).toBe(1);
    expect(await difference(new Float32Array(0), new Float32Array(100))).toBe(1);
  });
});
