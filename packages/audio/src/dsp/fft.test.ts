import { OptionError } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { createRealFft } from './fft.ts';

/** Deterministic noise, -1..1. */
function noise(length: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** Computes the discrete Fourier transform by its definition. Real and imaginary parts alternate. */
function slowTransform(frame: Float32Array): Float64Array {
  const spectrum = new Float64Array(frame.length + 2);
  for (let bin = 0; bin <= frame.length / 2; bin++) {
    for (let i = 0; i < frame.length; i++) {
      const angle = (-2 * Math.PI * bin * i) / frame.length;
      spectrum[2 * bin] += frame[i] * Math.cos(angle);
      spectrum[2 * bin + 1] += frame[i] * Math.sin(angle);
    }
  }
  return spectrum;
}

describe('createRealFft', () => {
  it.each([32, 96, 480, 1024, 2048])('agrees with the plain transform at %i samples', async (size) => {
    const frame = noise(size);
    const expected = slowTransform(frame);
    const fft = await createRealFft(size);
    try {
      const spectrum = new Float32Array(size + 2);
      const power = new Float32Array(size / 2 + 1);
      fft.transform(frame, spectrum);
      fft.power(frame, power);
      const tolerance = 1e-5 * size;
      for (let i = 0; i < size + 2; i++) expect(Math.abs(spectrum[i] - expected[i])).toBeLessThan(tolerance);
      for (let bin = 0; bin <= size / 2; bin++) {
        const magnitude = Math.hypot(expected[2 * bin], expected[2 * bin + 1]);
        expect(Math.abs(Math.sqrt(power[bin]) - magnitude)).toBeLessThan(tolerance);
      }
    } finally {
      fft.close();
    }
  });

  it('keeps working after the shared memory has grown', async () => {
    const frame = noise(64);
    const before = new Float32Array(33);
    const after = new Float32Array(33);
    const first = await createRealFft(64);
    first.power(frame, before);
    // 3 × 16 MiB of buffers is more than the initial memory
    const large = await createRealFft(1 << 22);
    try {
      first.power(frame, after);
      expect(after).toEqual(before);
    } finally {
      large.close();
      first.close();
    }
  });

  it('two transforms do not disturb each other', async () => {
    const small = await createRealFft(64);
    const large = await createRealFft(128);
    const alone = new Float32Array(33);
    const interleaved = new Float32Array(33);
    small.power(noise(64), alone);
    large.power(noise(128), new Float32Array(65));
    small.power(noise(64), interleaved);
    expect(interleaved).toEqual(alone);
    small.close();
    large.close();
  });

  it.each([0, 16, 33, 100, 224, 1024.5, Number.NaN])('refuses %d samples', async (size) => {
    await expect(createRealFft(size)).rejects.toThrow(OptionError);
  });

  it('refuses a frame of another length, and any frame once closed', async () => {
    const fft = await createRealFft(64);
    expect(() => fft.power(noise(63), new Float32Array(33))).toThrow(/takes 64 samples, got 63/);
    fft.close();
    fft.close();
    expect(() => fft.power(noise(64), new Float32Array(33))).toThrow(/closed/);
  });
});
