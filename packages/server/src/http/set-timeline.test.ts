import { describe, expect, it } from 'vitest';
import { playedLength, setTimeline } from './set-timeline.ts';

const point = (timeS: number) => ({ timeS, reason: 'outro' as const });

describe('setTimeline', () => {
  it('lets each track begin at its mix-in, when the one before is at its mix-out, and both play for the mix', () => {
    const tracks = [
      { duration: 300, bpm: 120 },
      { duration: 200, bpm: 120 },
    ];
    const parts = setTimeline(tracks, [{ out: point(250), in: point(10), bars: 16 }]);
    expect(parts).toEqual([
      { startS: 0, fromS: 0, toS: 282 },
      { startS: 250, fromS: 10, toS: 200 },
    ]);
    expect(playedLength(parts)).toBe(440);
  });

  it('plays tracks without points to their ends, and never backwards', () => {
    const tracks = [
      { duration: 100, bpm: null },
      { duration: null, bpm: 120 },
      { duration: 60, bpm: 120 },
      { duration: 60, bpm: 120 },
    ];
    const early = { out: point(5), in: point(0) };
    const parts = setTimeline(tracks, [undefined, { in: point(20), bars: 8 }, early]);
    expect(parts.map(({ startS }) => startS)).toEqual([0, 100, 100, 140]);
    expect(parts[2]).toEqual({ startS: 100, fromS: 20, toS: 60 });
    expect(playedLength([])).toBe(0);
  });
});
