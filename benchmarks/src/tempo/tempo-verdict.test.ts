import { describe, expect, it } from 'vitest';
import { isWithin, judgeTempo } from './tempo-verdict.ts';

describe('tempo verdict', () => {
  it.each([
    [120, 'right'],
    [124.8, 'right'],
    [124.9, 'other'],
    [115.2, 'right'],
    [240, 'octave'],
    [230.4, 'octave'],
    [60, 'octave'],
    [360, 'octave'],
    [40, 'octave'],
    [80, 'fraction'],
    [90, 'fraction'],
    [96, 'fraction'],
    [150, 'fraction'],
    [160, 'fraction'],
    [180, 'fraction'],
    [107, 'other'],
    [null, 'none'],
  ])('%d for 120 is %s', (estimate, verdict) => {
    expect(judgeTempo(estimate, 120)).toBe(verdict);
  });

  it('checks the distance in BPM', () => {
    expect([127.48, 127.58, 127.59, 127.47, null].map((bpm) => isWithin(bpm, 127.53, 0.05))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
