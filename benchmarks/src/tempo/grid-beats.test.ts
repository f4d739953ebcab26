import { describe, expect, it } from 'vitest';
import { gridBeats } from './grid-beats.ts';

describe('beats of a grid', () => {
  it('extends a segment to the end, and counts from its beat', () => {
    expect(gridBeats([{ inizio_sec: 0.5, bpm: 120, metro: '4/4', battito: 3 }], 4)).toEqual({
      beats: [0.5, 1, 1.5, 2, 2.5, 3, 3.5],
      downbeats: [1.5, 3.5],
    });
  });

  it('ends a segment at the next one, without a double beat', () => {
    const tempos = [
      { inizio_sec: 0, bpm: 60.01, metro: '3/4', battito: 1 },
      { inizio_sec: 3, bpm: 120, metro: '6/8', battito: 1 },
    ];
    const { beats, downbeats } = gridBeats(tempos, 4.5);
    expect(beats.map((at) => Math.round(100 * at) / 100)).toEqual([0, 1, 2, 3, 3.5, 4]);
    expect(downbeats).toEqual([0, 3, 4]);
  });

  it('returns no beats without a grid', () => {
    expect(gridBeats([], 100)).toEqual({ beats: [], downbeats: [] });
  });
});
