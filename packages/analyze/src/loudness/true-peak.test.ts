import { describe, expect, it } from 'vitest';
import { HALF_TAPS, oversamplingPhases } from './oversampling-kernel.ts';
import { TruePeak } from './true-peak.ts';

/** Computes every value between the samples, without skipping. */
function everything(samples: Float32Array, factor: number): number {
  const padded = new Float32Array(samples.length + 4 * HALF_TAPS);
  padded.set(samples, 2 * HALF_TAPS);
  let peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  for (const { taps } of oversamplingPhases(factor)) {
    for (let start = 0; start + taps.length <= padded.length; start++) {
      let even = 0;
      let odd = 0;
      for (let k = 0; k < taps.length; k += 2) {
        even += taps[k] * padded[start + k];
        odd += taps[k + 1] * padded[start + k + 1];
      }
      peak = Math.max(peak, Math.abs(even + odd));
    }
  }
  return peak;
}

/** Renders noise with a swell. It gets smoother with `smooth`. */
function noise(length: number, seed: number, smooth: number): Float32Array {
  let state = seed;
  let last = 0;
  return Float32Array.from({ length }, (_, n) => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    last = smooth * last + (1 - smooth) * (state / 2 ** 31 - 1);
    return last * (1 + Math.sin((Math.PI * n) / length));
  });
}

describe('TruePeak', () => {
  it.each([
    { sampleRate: 8000, factor: 4 },
    { sampleRate: 48_000, factor: 4 },
    { sampleRate: 88_200, factor: 2 },
    { sampleRate: 192_000, factor: 1 },
  ])('is exactly the peak of all values at $sampleRate Hz, despite the skipped ones', ({ sampleRate, factor }) => {
    for (const smooth of [0, 0.5, 0.9, 0.99]) {
      for (let seed = 1; seed <= 6; seed++) {
        const samples = noise(9000 + 31 * seed, seed, smooth);
        const peak = new TruePeak(sampleRate, 1);
        peak.push([samples]);
        expect(peak.finish()).toBe(everything(samples, factor));
      }
    }
  });
});

describe('oversamplingPhases', () => {
  it('passes constants and straight lines unchanged', () => {
    for (const [i, { taps }] of oversamplingPhases(4).entries()) {
      const line = taps.reduce((sum, tap, k) => sum + tap * (3 + 0.5 * (k - HALF_TAPS + 1)), 0);
      expect(line).toBeCloseTo(3 + 0.5 * ((i + 1) / 4), 12);
    }
  });

  it('is flat to 0.88 of half the rate', () => {
    for (const { taps } of oversamplingPhases(4)) {
      for (let share = 0.02; share <= 0.88; share += 0.02) {
        const part = (of: (x: number) => number) =>
          taps.reduce((sum, tap, k) => sum + tap * of(Math.PI * share * k), 0);
        expect(Math.abs(20 * Math.log10(Math.hypot(part(Math.cos), part(Math.sin))))).toBeLessThan(0.02);
      }
    }
  });
});
