import { describe, expect, it } from 'vitest';
import { applyLevel, measureLevel } from './level.ts';

const wave = (gain: number, offset = 0) =>
  Float32Array.from({ length: 1600 }, (_, n) => offset + gain * Math.sin((2 * Math.PI * n) / 16));

describe('a window', () => {
  it.each([0.001, 0.2, 1, 30])('of level %d, with an offset, becomes one of RMS 0.15 without', (gain) => {
    const window = wave(gain, 0.1);
    const leveled = applyLevel(window, measureLevel(window));
    const mean = leveled.reduce((sum, value) => sum + value, 0) / leveled.length;
    const rms = Math.sqrt(leveled.reduce((sum, value) => sum + value ** 2, 0) / leveled.length);
    expect(mean).toBeCloseTo(0, 6);
    expect(rms).toBeCloseTo(0.15, 5);
  });

  it('below -90 dBFS stays quiet', () => {
    const window = wave(1e-5);
    expect(measureLevel(window).gain).toBe(1);
    expect(applyLevel(new Float32Array(100).fill(0.5), measureLevel(new Float32Array(100).fill(0.5)))).toEqual(
      new Float32Array(100),
    );
  });
});
