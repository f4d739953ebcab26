import { readFileSync } from 'node:fs';
import { OptionError } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { createLoudnessMeter, type LoudnessAnalysis } from './loudness-meter.ts';
import { type ReferenceSignal, referenceSignal, type Stretch, stretches } from './reference-signals.ts';

const NOTHING: LoudnessAnalysis = { loudness_lufs: null, loudness_range_lu: null, true_peak_db: null };

function measure(planes: readonly Float32Array[], sampleRate: number): LoudnessAnalysis {
  const meter = createLoudnessMeter({ sampleRate, channelCount: planes.length });
  meter.push(planes);
  return meter.finish();
}

/** Measures 1000 Hz in both channels, at one level in dBFS after another. */
function stereo(parts: readonly Stretch[], sampleRate = 48_000): LoudnessAnalysis {
  const plane = stretches(parts, 1000, sampleRate);
  return measure([plane, plane], sampleRate);
}

function constant(length: number, value: number): Float32Array {
  return new Float32Array(length).fill(value);
}

describe('integrated loudness', () => {
  it.each([
    { number: 1, lufs: -23, parts: [{ db: -23, seconds: 20 }] },
    { number: 2, lufs: -33, parts: [{ db: -33, seconds: 20 }] },
    {
      number: 3,
      lufs: -23,
      parts: [
        { db: -36, seconds: 10 },
        { db: -23, seconds: 60 },
        { db: -36, seconds: 10 },
      ],
    },
    {
      number: 4,
      lufs: -23,
      parts: [
        { db: -72, seconds: 10 },
        { db: -36, seconds: 10 },
        { db: -23, seconds: 60 },
        { db: -36, seconds: 10 },
        { db: -72, seconds: 10 },
      ],
    },
    {
      number: 5,
      lufs: -23,
      parts: [
        { db: -26, seconds: 20 },
        { db: -20, seconds: 20.1 },
        { db: -26, seconds: 20 },
      ],
    },
  ])('of EBU Tech 3341, test signal $number', ({ lufs, parts }) => {
    for (const sampleRate of [44_100, 48_000, 96_000]) {
      expect(Math.abs((stereo(parts, sampleRate).loudness_lufs ?? 0) - lufs)).toBeLessThanOrEqual(0.1);
    }
  });

  it('of EBU Tech 3341, test signal 6, five channels, and the same with one for effects', () => {
    const plane = (db: number) => stretches([{ db, seconds: 20 }], 1000, 48_000);
    const [front, centre, surround] = [plane(-28), plane(-24), plane(-30)];
    const five = measure([front, front, centre, surround, surround], 48_000);
    expect(five.loudness_lufs).toBeCloseTo(-23, 1);
    const six = measure([front, front, centre, plane(-3), surround, surround], 48_000);
    expect(six.loudness_lufs).toBe(five.loudness_lufs);
  });

  it.each([8000, 11_025, 22_050, 44_100, 48_000, 96_000, 192_000])(
    'of a full-scale sine of 997 Hz at %i Hz',
    (rate) => {
      const plane = stretches([{ db: 0, seconds: 5 }], 997, rate);
      // at low rates the bilinear transform lowers the shelf
      const tolerance = rate < 16_000 ? 0.25 : 0.025;
      expect(Math.abs((measure([plane], rate).loudness_lufs ?? 0) + 3.01)).toBeLessThanOrEqual(tolerance);
    },
  );

  it('counts both channels, even out of phase', () => {
    const plane = stretches([{ db: -20, seconds: 5 }], 997, 44_100);
    const opposed = plane.map((sample) => -sample);
    expect(measure([plane, plane], 44_100)).toEqual(measure([plane, opposed], 44_100));
    expect(measure([plane, plane], 44_100).loudness_lufs).toBeCloseTo(-20, 1);
    expect(measure([plane, constant(plane.length, 0)], 44_100)).toEqual(measure([plane], 44_100));
    expect(measure([constant(plane.length, 0), plane], 44_100)).toEqual(measure([plane], 44_100));
  });
});

describe('loudness range', () => {
  it.each([
    { number: 1, range: 10, levels: [-20, -30] },
    { number: 2, range: 5, levels: [-20, -15] },
    { number: 3, range: 20, levels: [-40, -20] },
    { number: 4, range: 15, levels: [-50, -35, -20, -35, -50] },
  ])('of EBU Tech 3342, test signal $number', ({ range, levels }) => {
    const found = stereo(levels.map((db) => ({ db, seconds: 20 }))).loudness_range_lu ?? 0;
    // the tolerance is 1 LU
    expect(Math.abs(found - range)).toBeLessThanOrEqual(0.1);
  });
});

describe('true peak', () => {
  it.each([
    { number: 15, part: 1 / 4, degrees: 0, amplitude: 0.5, db: -6 },
    { number: 16, part: 1 / 4, degrees: 45, amplitude: 0.5, db: -6 },
    { number: 17, part: 1 / 6, degrees: 60, amplitude: 0.5, db: -6 },
    { number: 18, part: 1 / 8, degrees: 67.5, amplitude: 0.5, db: -6 },
    { number: 19, part: 1 / 4, degrees: 45, amplitude: 1.41, db: 3 },
  ])('of EBU Tech 3341, test signal $number', ({ part, degrees, amplitude, db }) => {
    for (const sampleRate of [44_100, 48_000]) {
      const length = 2 * sampleRate;
      const plane = Float32Array.from({ length }, (_, n) => {
        // faded in and out, so that the edges add no peak
        const fade = Math.min(1, n / 2000, (length - 1 - n) / 2000);
        return fade * amplitude * Math.sin(2 * Math.PI * part * n + (degrees * Math.PI) / 180);
      });
      const found = measure([plane, plane], sampleRate).true_peak_db ?? 0;
      expect(found).toBeGreaterThanOrEqual(db - 0.4);
      expect(found).toBeLessThanOrEqual(db + 0.2);
    }
  });

  it.each([0, 1, 2, 3])(
    'of a burst at four times the rate, every fourth sample from %i on (3341, 20 to 23)',
    (offset) => {
      // band-limited, with its peak of 1 between two samples for three of the four offsets
      const burst = (n: number) => Math.cos((2 * Math.PI * n) / 24) * Math.exp(-((n / 400) ** 2));
      const plane = Float32Array.from({ length: 2000 }, (_, n) => burst(4 * (n - 1000) + offset));
      const found = measure([plane], 48_000).true_peak_db ?? -1;
      expect(found).toBeGreaterThanOrEqual(-0.4);
      expect(found).toBeLessThanOrEqual(0.2);
    },
  );

  it('is found at the start, at the end, and in any channel', () => {
    for (const at of [0, 1, 31, 32, 4095, 4096, 4127, 9999]) {
      const click = constant(10_000, 0);
      click[at] = 0.5;
      expect(measure([constant(10_000, 0.1), click], 44_100).true_peak_db).toBeGreaterThanOrEqual(-6.03);
    }
    // two equal samples have a higher peak between them, even as the first or last samples
    for (const at of [0, 9998]) {
      const pair = constant(10_000, 0);
      pair[at] = 0.5;
      pair[at + 1] = 0.5;
      expect(measure([pair], 44_100).true_peak_db).toBeCloseTo(20 * Math.log10(0.5 * (4 / Math.PI)), 1);
    }
  });

  it('uses less oversampling at higher rates, and none at 192 kHz', () => {
    const half = (rate: number) => Float32Array.from({ length: rate }, (_, n) => 0.5 * Math.SQRT1_2 * (n & 2 ? -1 : 1));
    expect(measure([half(96_000)], 96_000).true_peak_db).toBeGreaterThan(-6.1);
    expect(measure([half(192_000)], 192_000).true_peak_db).toBe(-9.03);
  });
});

interface Reference extends ReferenceSignal {
  ebur128: { I: number; LRA: number; peak: number };
}
const reference = new URL('../../../../tests/reference/loudness.json', import.meta.url);
const references: Reference[] = JSON.parse(readFileSync(reference, 'utf8'));

describe("ffmpeg's meter", () => {
  it.each(references)('agrees on $name', ({ ebur128, ...signal }) => {
    const found = measure(referenceSignal(signal), signal.rate);
    // ffmpeg's high pass has another gain at low rates
    const tolerance = signal.rate < 16_000 ? 0.3 : 0.05;
    expect(Math.abs((found.loudness_lufs ?? 0) - ebur128.I)).toBeLessThanOrEqual(tolerance);
    // a short signal has few windows, 0.2 LU apart near the percentiles
    expect(Math.abs((found.loudness_range_lu ?? -1) - ebur128.LRA)).toBeLessThanOrEqual(0.3);
    expect(Math.abs((found.true_peak_db ?? 9) - 20 * Math.log10(ebur128.peak))).toBeLessThanOrEqual(0.2);
  });
});

describe('any signal', () => {
  it('measures the same for any block size', () => {
    for (const { ebur128: _, ...signal } of references.filter(({ rate }) => rate <= 48_000)) {
      const planes = referenceSignal(signal);
      const whole = measure(planes, signal.rate);
      for (const sizes of [[4096], [1, 7, 4410, 31], [100_003]]) {
        const meter = createLoudnessMeter({ sampleRate: signal.rate, channelCount: planes.length });
        for (let at = 0, turn = 0; at < planes[0].length; turn++) {
          const end = at + sizes[turn % sizes.length];
          meter.push(planes.map((plane) => plane.subarray(at, end)));
          meter.push(planes.map(() => new Float32Array(0)));
          at = end;
        }
        expect(meter.finish()).toEqual(whole);
      }
    }
  });

  it('has no loudness for silence', () => {
    expect(measure([constant(441_000, 0), constant(441_000, 0)], 44_100)).toEqual(NOTHING);
    expect(measure([new Float32Array(0)], 44_100)).toEqual(NOTHING);
    // below the gate, but not silent
    expect(stereo([{ db: -80, seconds: 5 }])).toEqual({ ...NOTHING, true_peak_db: -80 });
  });

  it('has no loudness at 0.3 s, and no range at 2 s', () => {
    expect(stereo([{ db: -20, seconds: 0.3 }])).toMatchObject({ loudness_lufs: null, loudness_range_lu: null });
    expect(stereo([{ db: -20, seconds: 2 }])).toMatchObject({
      loudness_lufs: expect.closeTo(-20, 1),
      loudness_range_lu: null,
    });
  });

  it('measures direct current only at its start', () => {
    const { loudness_lufs, true_peak_db } = measure([constant(441_000, 0.5)], 44_100);
    const late = measure([Float32Array.from({ length: 441_000 }, (_, n) => (n < 44_100 ? 0 : 0.5))], 44_100);
    expect(loudness_lufs).toBeLessThan(-15);
    expect(late.loudness_lufs).toBeLessThan(-15);
    // the step overshoots
    expect(true_peak_db).toBeGreaterThan(-6.03);
    expect(true_peak_db).toBeLessThan(-4);
  });

  it('gives one click a finite level', () => {
    const click = constant(5 * 44_100, 0);
    click[100_000] = 1;
    const found = measure([click, click], 44_100);
    expect(found.true_peak_db).toBe(0);
    expect(found.loudness_lufs).toBeGreaterThan(-60);
    expect(found.loudness_lufs).toBeLessThan(-20);
    expect(found.loudness_range_lu).toBeGreaterThanOrEqual(0);
  });

  it('refuses an invalid rate or number of channels', () => {
    expect(() => createLoudnessMeter({ sampleRate: 0, channelCount: 2 })).toThrow(OptionError);
    expect(() => createLoudnessMeter({ sampleRate: 44_100, channelCount: 0 })).toThrow(OptionError);
  });
});
