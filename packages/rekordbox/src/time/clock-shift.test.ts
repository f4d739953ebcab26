import type { EncoderDelay } from '@rbassist/core';
import { describe, expect, test } from 'vitest';
import { clockShiftS } from './clock-shift.ts';

const delay = (header: EncoderDelay['header'], cut: number, rate = 44_100): EncoderDelay => ({
  header,
  cut_samples: cut,
  frame_samples: 1152,
  sample_rate: rate,
});

describe('clockShiftS', () => {
  test.each([
    ['none', 0, 0, 0],
    ['info', 0, 0, 26.12],
    ['info', 1105, 25.06, 51.18],
    ['lame-bad-crc', 1105, 25.06, 51.18],
    ['lame', 1105, 51.18, 51.18],
  ] as const)('header %s with %i samples cut: Rekordbox %f ms, Traktor %f ms', (header, cut, rekordbox, traktor) => {
    expect(clockShiftS(delay(header, cut), 'rekordbox') * 1000).toBeCloseTo(rekordbox, 2);
    expect(clockShiftS(delay(header, cut), 'traktor') * 1000).toBeCloseTo(traktor, 2);
  });

  test('adds one frame to the raw decode of every MP3 for Serato', () => {
    expect(clockShiftS(delay('none', 0), 'serato') * 1000).toBeCloseTo(26.12, 2);
    expect(clockShiftS(delay('lame', 1105), 'serato') * 1000).toBeCloseTo(51.18, 2);
    expect(clockShiftS(delay('info', 0, 48_000), 'serato') * 1000).toBeCloseTo(24, 6);
  });

  test('shifts AAC by the priming that the decoder cut', () => {
    expect(clockShiftS({ ...delay('aac', 2112), frame_samples: 1024 }, 'rekordbox') * 1000).toBeCloseTo(47.89, 2);
  });

  test('shifts nothing without a delay, or for another decoder of the same kind', () => {
    expect(clockShiftS(undefined, 'rekordbox')).toBe(0);
    expect(clockShiftS(delay('lame', 1105), 'samples')).toBe(0);
  });
});
