import { resample } from '@rbassist/audio';
import { seededRandom } from '@rbassist/testing/random';
import { describe, expect, it } from 'vitest';
import { PIECE_SAMPLES, SAMPLE_RATE } from './musicnn-model.ts';
import { cutPieces, pieceStarts } from './pieces.ts';

const noise = (length: number) => {
  const random = seededRandom(1);
  return Float32Array.from({ length }, () => random() - 0.5);
};

describe('the pieces of a window', () => {
  it.each([
    [3.5, 1],
    [6, 1],
    [6.1, 2],
    [10, 2],
    [40, 4],
    [60, 6],
    [79, 8],
  ])('of %d s are %i, evenly spaced in it', (seconds, count) => {
    const length = seconds * SAMPLE_RATE;
    const starts = pieceStarts(length);
    expect(starts).toHaveLength(count);
    const before = starts[0];
    const after = length - PIECE_SAMPLES - starts[count - 1];
    expect(Math.abs(before - after)).toBeLessThanOrEqual(1);
    for (let i = 1; i < count; i++) {
      expect(Math.abs(starts[i] - starts[i - 1] - 2 * before - PIECE_SAMPLES)).toBeLessThanOrEqual(2);
    }
  });

  it('are copies of its samples at the rate of the model', () => {
    const window = noise(10 * SAMPLE_RATE);
    const pieces = cutPieces(window, SAMPLE_RATE);
    for (const [i, start] of pieceStarts(window.length).entries()) {
      expect(pieces[i]).toEqual(window.slice(start, start + PIECE_SAMPLES));
      expect(pieces[i].buffer).not.toBe(window.buffer);
    }
  });

  it('equal those of the whole window, resampled', () => {
    const window = noise(12 * 22_050);
    const whole = resample(window, 22_050, SAMPLE_RATE);
    const pieces = cutPieces(window, 22_050);
    expect(pieces).toHaveLength(2);
    for (const [i, start] of pieceStarts(whole.length).entries()) {
      expect(pieces[i]).toEqual(whole.slice(start, start + PIECE_SAMPLES));
    }
  });

  it.each([SAMPLE_RATE, 22_050])('repeat a short window, at %i Hz', (rate) => {
    const window = noise(rate / 2);
    const [piece, ...others] = cutPieces(window, rate);
    expect(others).toHaveLength(0);
    expect(piece).toHaveLength(PIECE_SAMPLES);
    expect(piece.slice(8000, 16_000)).toEqual(piece.slice(0, 8000));
  });
});
