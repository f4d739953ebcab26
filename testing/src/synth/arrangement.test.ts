import { describe, expect, it } from 'vitest';
import { arrange } from './arrangement.ts';

describe('arrange', () => {
  it('covers every bar once, for any length', () => {
    for (let bars = 1; bars <= 300; bars++) {
      let next = 0;
      for (const { firstBar, bars: length } of arrange(bars)) {
        expect(firstBar).toBe(next);
        expect(length).toBeGreaterThan(0);
        next += length;
      }
      expect(next).toBe(bars);
    }
  });

  it('has all sections in 24 bars', () => {
    const sections = arrange(24);
    expect(sections.map(({ kind }) => kind)).toEqual(['intro', 'build', 'drop', 'breakdown', 'drop', 'outro']);
    for (const { firstBar } of sections) expect(firstBar % 2).toBe(0);
  });

  it('repeats its sections in a long song', () => {
    const breakdowns = (bars: number) => arrange(bars).filter(({ kind }) => kind === 'breakdown').length;
    expect(breakdowns(32)).toBe(1);
    expect(breakdowns(192)).toBe(5);
    expect(arrange(192).at(-1)?.kind).toBe('outro');
  });
});
