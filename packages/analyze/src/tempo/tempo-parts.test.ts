import { describe, expect, it } from 'vitest';
import { SHORT_RATE } from '../features/frame-features.ts';
import { HOP_FRAMES } from './autocorrelation.ts';
import { tempoParts } from './tempo-parts.ts';

const HOP_S = HOP_FRAMES / SHORT_RATE;

/** Returns a pulse with these tempos in BPM, each over a number of windows. */
function pulse(...runs: readonly (readonly [bpm: number, windows: number])[]) {
  const periods = runs.flatMap(([bpm, windows]) => Array<number>(windows).fill((60 / bpm) * SHORT_RATE));
  return {
    path: { periods: Float32Array.from(periods), salience: 0.4, typical: periods[0] },
    durationS: periods.length * HOP_S + 18,
  };
}

const partsOf = (...runs: readonly (readonly [bpm: number, windows: number])[]) => {
  const { path, durationS } = pulse(...runs);
  return tempoParts(path, durationS).map(({ fromS, untilS }) => [fromS, untilS].map(Math.round));
};

describe('tempoParts', () => {
  it('splits a track where its pulse jumps', () => {
    const parts = partsOf([128, 10], [140, 8]);
    expect(parts).toHaveLength(2);
    expect(parts[0][1]).toBe(parts[1][0]);
    expect(Math.abs(parts[0][1] - (9.5 * HOP_S + 12))).toBeLessThan(1);
  });

  it('does not split where a pulse drifts, changes its level, or jumps for a few seconds', () => {
    expect(partsOf([120, 5], [122, 5], [124, 5])).toHaveLength(1);
    expect(partsOf([87, 10], [174, 10], [116, 10])).toHaveLength(1);
    expect(partsOf([128, 10], [101, 2], [128, 10])).toHaveLength(1);
  });

  it('covers the whole track', () => {
    const { path, durationS } = pulse([100, 6], [128, 7], [150, 9]);
    const parts = tempoParts(path, durationS);
    expect(parts).toHaveLength(3);
    expect(parts[0].fromS).toBe(0);
    expect(parts[2].untilS).toBe(durationS);
    expect(parts[1].fromS).toBe(parts[0].untilS);
  });
});
