import { describe, expect, it } from 'vitest';
import { KIND_TURNS, makeTrack } from './make-track.ts';

const numberOf = (kind: string) => KIND_TURNS.indexOf(kind);

describe('makeTrack', () => {
  it('has a pick-up before the first downbeat', () => {
    const { beats = [], downbeats = [], tempos = [], metre = 0 } = makeTrack(1, 'dev', numberOf('pick-up'));
    const pickUp = beats.indexOf(downbeats[0]);
    expect(pickUp).toBeGreaterThan(0);
    expect(tempos[0].battito).toBe(metre - pickUp + 1);
  });

  it('is shorter and faster by the same factor for a faster record', () => {
    const { beats = [], bpm, tempos = [] } = makeTrack(1, 'dev', numberOf('vinyl'));
    expect(tempos[0].bpm).toBe(bpm);
    expect((60 * (beats.length - 1)) / (beats[beats.length - 1] - beats[0])).toBeCloseTo(bpm ?? 0, 6);
  });

  it('has audible sound but no tempo or grid without a beat', () => {
    const { bpm, beats, sound } = makeTrack(1, 'test', numberOf('no beat'));
    expect([bpm, beats]).toEqual([null, undefined]);
    expect(sound.left.some((sample) => Math.abs(sample) > 0.01)).toBe(true);
  });
});
