import { readFile } from 'node:fs/promises';
import { OptionError } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import {
  INTRO_CORE_LATE,
  INTRO_CORE_LATE_120S,
  introCoreLate,
  introCoreLate120s,
  introCoreLateInPieces,
  windowRule,
} from './listening-windows.ts';

/** Windows of the Python rbassist, written by tests/reference/listening_windows.py. Numbers are samples. */
interface PythonCase {
  rate: number;
  samples: number;
  firstSound: number | null;
  windows: [start: number, end: number][];
}

describe('introCoreLate', () => {
  it('a long track: ten seconds from the first sound, a minute in the middle, ten seconds before the last five', () => {
    expect(introCoreLate({ durationS: 300, firstSoundS: 2.5 })).toEqual([
      { startS: 2.5, durationS: 10 },
      { startS: 120, durationS: 60 },
      { startS: 285, durationS: 10 },
    ]);
  });

  it.each([
    [139.9, [0, 49.95, 124.9], [10, 40, 10]],
    [140, [0, 40, 125], [10, 60, 10]],
    [80, [0, 20, 65], [10, 40, 10]],
  ])('%d s', (durationS, starts, lengths) => {
    const windows = introCoreLate({ durationS, firstSoundS: null });
    windows.forEach(({ startS, durationS: length }, i) => {
      expect(startS).toBeCloseTo(starts[i], 9);
      expect(length).toBeCloseTo(lengths[i], 9);
    });
    expect(windows).toHaveLength(3);
  });

  it('a short track is one window; an empty one has none', () => {
    expect(introCoreLate({ durationS: 79.99, firstSoundS: 3 })).toEqual([{ startS: 0, durationS: 79.99 }]);
    expect(introCoreLate({ durationS: 0, firstSoundS: null })).toEqual([]);
  });

  it('sound that begins at the very end leaves no intro of a second or less', () => {
    expect(introCoreLate({ durationS: 200, firstSoundS: 195 })[0]).toEqual({ startS: 195, durationS: 5 });
    expect(introCoreLate({ durationS: 200, firstSoundS: 199 })).toHaveLength(2);
  });
});

describe('introCoreLate120s', () => {
  it('picks the windows that the Python rbassist itself picks, to the sample', async () => {
    const reference = new URL('../../../../tests/reference/listening-windows.json', import.meta.url);
    const { cases } = JSON.parse(await readFile(reference, 'utf8')) as { cases: PythonCase[] };
    expect(cases.length).toBeGreaterThan(100);
    for (const { rate, samples, firstSound, windows } of cases) {
      const firstSoundS = firstSound === null ? null : firstSound / rate;
      const picked = introCoreLate120s({ durationS: samples / rate, firstSoundS });
      expect(picked).toHaveLength(windows.length);
      for (const [i, { startS, durationS }] of picked.entries()) {
        const [start, end] = windows[i];
        // Python cuts off a fraction of a sample
        expect(Math.abs(startS * rate - start)).toBeLessThan(1.001);
        expect(Math.abs((startS + durationS) * rate - end)).toBeLessThan(1.001);
      }
    }
  });

  it('differs from the rule of the whole track only after 120 s', () => {
    const windows = introCoreLate120s({ durationS: 300, firstSoundS: 2.5 });
    expect(windows.map(({ startS }) => startS)).toEqual([2.5, 40, 105]);
    for (const durationS of [0, 30, 79.9, 80, 119, 120]) {
      const track = { durationS, firstSoundS: durationS / 50 };
      expect(introCoreLate120s(track)).toEqual(introCoreLate(track));
    }
    expect(introCoreLate120s({ durationS: 121, firstSoundS: 0 })).not.toEqual(
      introCoreLate({ durationS: 121, firstSoundS: 0 }),
    );
  });
});

describe('windowRule', () => {
  const long = { durationS: 200, firstSoundS: 1.5 };

  it('finds a rule by its id', () => {
    expect(windowRule(INTRO_CORE_LATE)(long)).toEqual(introCoreLate(long));
    expect(windowRule(INTRO_CORE_LATE_120S)(long)).toEqual(introCoreLate120s(long));
    for (const id of ['', 'intro-core-late/2', `${INTRO_CORE_LATE}+0s`, `${INTRO_CORE_LATE}+xs`, 'constructor']) {
      expect(() => windowRule(id)).toThrow(OptionError);
    }
  });

  it('in pieces covers the same music, with no longer piece', () => {
    const pieces = windowRule(introCoreLateInPieces(5))(long);
    expect(pieces).toHaveLength((10 + 60 + 10) / 5);
    expect(pieces.every(({ durationS }) => durationS === 5)).toBe(true);
    for (const { startS, durationS } of introCoreLate(long)) {
      const inside = pieces.filter((piece) => piece.startS >= startS && piece.startS < startS + durationS);
      expect(inside[0].startS).toBe(startS);
      expect(inside[inside.length - 1].startS + 5).toBeCloseTo(startS + durationS, 9);
    }
  });

  it('the last piece ends with its window, and a short track is one piece', () => {
    const rule = windowRule(introCoreLateInPieces(5));
    expect(rule({ durationS: 12, firstSoundS: 0 })).toEqual([
      { startS: 0, durationS: 5 },
      { startS: 5, durationS: 5 },
      { startS: 7, durationS: 5 },
    ]);
    expect(rule({ durationS: 3, firstSoundS: 0 })).toEqual([{ startS: 0, durationS: 3 }]);
  });
});
