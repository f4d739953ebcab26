import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random.ts';
import { COMMON, SIX_EIGHT } from './metre.ts';
import { jumping, layOut, ramping, steady, wandering } from './timeline.ts';

describe('timeline', () => {
  it('has beats every 60 / bpm seconds, and interpolates positions between them', () => {
    const { beats, at, tempos } = layOut(steady(120), { metre: COMMON, bars: 2, pickUp: 0, startS: 1.25 });
    expect([...beats]).toEqual([1.25, 1.75, 2.25, 2.75, 3.25, 3.75, 4.25, 4.75, 5.25]);
    expect(at(2.5)).toBe(2.5);
    expect(at(9)).toBe(5.75);
    expect(tempos).toEqual([{ inizio_sec: 1.25, bpm: 120, metro: '4/4', battito: 1 }]);
  });

  it('has a pick-up before position 0, counted as the end of a bar', () => {
    const { beats, at, tempos } = layOut(steady(60), { metre: COMMON, bars: 1, pickUp: 1, startS: 0 });
    expect(beats).toHaveLength(6);
    expect(at(-1)).toBe(0);
    expect(at(0)).toBe(1);
    expect(tempos[0].battito).toBe(4);
  });

  it('starts a new segment at a tempo jump', () => {
    const { tempos } = layOut(jumping(60, 120, 2), { metre: SIX_EIGHT, bars: 2, pickUp: 0, startS: 0 });
    expect(tempos).toEqual([
      { inizio_sec: 0, bpm: 60, metro: '6/8', battito: 1 },
      { inizio_sec: 2, bpm: 120, metro: '6/8', battito: 1 },
    ]);
  });

  it('changes evenly in a ramp, and keeps the final tempo', () => {
    expect([0, 4, 8, 12, 99].map(ramping(100, 120, 4, 12))).toEqual([100, 100, 110, 120, 120]);
  });

  it('stays near the tempo of a drummer who drifts', () => {
    const tempo = wandering(100, 0.02, seededRandom(3));
    const bpms = Array.from({ length: 400 }, (_, beat) => tempo(beat));
    expect(Math.max(...bpms)).toBeLessThanOrEqual(102);
    expect(Math.min(...bpms)).toBeGreaterThanOrEqual(98);
    expect(Math.max(...bpms) - Math.min(...bpms)).toBeGreaterThan(1);
    expect(tempo(7)).toBe(bpms[7]);
  });
});
