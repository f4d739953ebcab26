import { describe, expect, it } from 'vitest';
import { changeSpeed, clip, gain } from './treatments.ts';

const RATE = 8000;
const tone = (hertz: number, length = RATE) =>
  Float32Array.from({ length }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hertz * i) / RATE));

describe('changeSpeed', () => {
  it('makes a faster record shorter and higher', () => {
    const left = tone(100);
    const { left: faster } = changeSpeed({ left, right: left }, 1.08);
    expect(faster.length).toBe(Math.floor(7999 / 1.08));
    const expected = tone(108);
    // interpolation is not valid at the edges
    for (let i = 10; i < faster.length - 10; i++) expect(faster[i]).toBeCloseTo(expected[i], 3);
  });

  it('applies gain in decibels, once for an array shared by both sides', () => {
    const left = tone(100);
    gain({ left, right: left }, -20);
    expect(left[20]).toBeCloseTo(tone(100)[20] / 10, 6);
  });

  it('never exceeds full scale after clipping', () => {
    const sound = { left: tone(100), right: tone(150) };
    clip(sound, 12);
    expect(Math.max(...sound.left.map(Math.abs), ...sound.right.map(Math.abs))).toBe(1);
  });
});
