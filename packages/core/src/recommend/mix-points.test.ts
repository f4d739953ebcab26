import { between, pick, type Random, seededRandom } from '@rbassist/testing/random';
import { describe, expect, it } from 'vitest';
import type { Cue, TrackRecord, TrackSection } from '../tracks/track-record.ts';
import { mixPoints } from './mix-points.ts';

/** Four minutes at 120 BPM: bars of two seconds, the first at 1 s. */
const GRID = [{ inizio_sec: 1, bpm: 120, metro: '4/4', battito: 1 }];
const sections = (...parts: [TrackSection['kind'], number][]): TrackSection[] =>
  parts.map(([kind, start], i) => ({ kind, start, end: parts[i + 1]?.[1] ?? 240 }));
const SECTIONS = sections(['intro', 0], ['build', 33], ['drop', 65], ['breakdown', 145], ['drop', 161], ['outro', 209]);
const TRACK: TrackRecord = { duration: 240, tempos: GRID, sections: SECTIONS };
const cue = (name: string, start: number, num = -1): Cue => ({ name, type: 0, num, start, end: start });
const out = (record: TrackRecord) => mixPoints(record, {}).out;
const into = (record: TrackRecord) => mixPoints({}, record).in;

describe('mixPoints', () => {
  it('leaves at the outro and enters at the intro, on bar lines', () => {
    expect(mixPoints(TRACK, TRACK)).toEqual({
      out: { timeS: 209, reason: 'outro' },
      in: { timeS: 1, reason: 'intro' },
      bars: 8,
    });
    const shifted = { ...TRACK, sections: sections(['intro', 0], ['outro', 208.2], ['outro', 225]) };
    expect(out(shifted)).toEqual({ timeS: 209, reason: 'outro' });
  });

  it('leaves without an outro at the last late breakdown, otherwise 16 bars before the end', () => {
    expect(out({ ...TRACK, sections: SECTIONS.slice(0, 5) })).toEqual({ timeS: 145, reason: 'breakdown' });
    const early = sections(['intro', 0], ['breakdown', 65], ['drop', 97]);
    expect(out({ ...TRACK, sections: early })).toEqual({ timeS: 209, reason: 'end' });
    expect(out({ duration: 240, tempos: GRID })).toEqual({ timeS: 209, reason: 'end' });
    expect(out({ duration: 20, tempos: GRID })).toBeUndefined();
  });

  it('enters without an intro at the first bar line', () => {
    const record = { ...TRACK, sections: SECTIONS.slice(1), tempos: [{ ...GRID[0], battito: 3 }] };
    expect(into(record)).toEqual({ timeS: 2, reason: 'first-bar' });
  });

  it('prefers cues that the user named', () => {
    const cues = [cue('Mix-in', 17, 1), cue('A', 3, 0), cue('Mix out', 200), cue('Tail', 230)];
    expect(mixPoints({ ...TRACK, cues }, { ...TRACK, cues })).toEqual({
      out: { timeS: 200, reason: 'cue', cue: 'Mix out' },
      in: { timeS: 17, reason: 'cue', cue: 'Mix-in' },
      bars: 8,
    });
  });

  it('takes the last cue in the last third and the first in the first third, where their owner put them', () => {
    const cues = [cue('', 5.3, 0), cue('B', 100, 1), cue('C', 190.7, 2), cue('D', 212, 3)];
    expect(out({ ...TRACK, cues })).toEqual({ timeS: 212, reason: 'cue', cue: 'D' });
    expect(into({ ...TRACK, cues })).toEqual({ timeS: 5.3, reason: 'cue' });
    const middle = [cue('B', 100, 1)];
    expect(mixPoints({ ...TRACK, cues: middle }, { ...TRACK, cues: middle })).toEqual(mixPoints(TRACK, TRACK));
  });

  it('states the longest mix that both have room for', () => {
    const long = { ...TRACK, sections: sections(['intro', 0], ['drop', 65], ['outro', 175]) };
    expect(mixPoints(long, long).bars).toBe(32);
    expect(mixPoints(long, TRACK).bars).toBe(16);
    expect(mixPoints(long, { ...long, tempos: undefined }).bars).toBeUndefined();
  });

  it('says nothing of tracks about which nothing is known', () => {
    expect(mixPoints({}, {})).toEqual({});
    expect(mixPoints({ bpm: 120, key: '8A' }, { duration: 200 })).toEqual({});
  });

  it('stays inside the track for any record', () => {
    const random = seededRandom(5);
    for (let round = 0; round < 300; round++) {
      const [from, to] = [anyRecord(random), anyRecord(random)];
      const points = mixPoints(from, to);
      for (const [point, record] of [
        [points.out, from],
        [points.in, to],
      ] as const) {
        if (point === undefined) continue;
        expect(point.timeS).toBeGreaterThanOrEqual(0);
        if (typeof record.duration === 'number' && record.duration > 0)
          expect(point.timeS).toBeLessThan(record.duration);
      }
      expect([undefined, 4, 8, 16, 32, 64]).toContain(points.bars);
    }
  });
});

function anyRecord(random: Random): TrackRecord {
  const odd: readonly unknown[] = [null, 'x', Number.NaN, -5, {}, [], [null], [{}]];
  const any = <Value>(value: Value): Value => (random() < 0.2 ? (pick(random, odd) as Value) : value);
  const time = () => any(between(random, -10, 300));
  return {
    duration: any(between(random, 0, 300)),
    sections: any(
      Array.from({ length: 5 }, () => ({
        kind: pick(random, ['intro', 'drop', 'breakdown', 'outro', 'section'] as const),
        start: time(),
        end: time(),
      })),
    ),
    tempos: any([{ inizio_sec: time(), bpm: any(between(random, 60, 180)), metro: any('4/4'), battito: any(2) }]),
    cues: any([cue(any('Mix-out'), time()), cue('', time(), 1)]),
  };
}
