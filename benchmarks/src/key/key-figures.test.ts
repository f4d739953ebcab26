import { describe, expect, it } from 'vitest';
import { keyFigures } from './key-figures.ts';

const track = { file: 'a.wav', key: '8A', package: 'p' } as const;

describe('keyFigures', () => {
  it('gives shares of the readable tracks, and ignores the confidence of a missing key', () => {
    const figures = keyFigures([
      { track, answer: { key: '8A', confidence: 0.9, seconds: 1 } },
      { track, answer: { key: '8B', confidence: 0.7, seconds: 2 } },
      { track, answer: { key: '9A', confidence: 0.7, seconds: 3 } },
      { track, answer: { key: null, confidence: 0, seconds: 2 } },
      { track, answer: null },
    ]);
    expect(figures).toMatchObject({
      n: 4,
      exact: 0.25,
      relative: 0.25,
      fifth: 0.25,
      parallel: 0,
      none: 0.25,
      secondsPerTrack: 2,
      unreadable: 1,
    });
    expect(figures.mirex).toBeCloseTo((1 + 0.3 + 0.5) / 4, 10);
    expect(figures.reliability).toEqual([
      { from: 0.6, to: 0.8, n: 2, stated: 0.7, right: 0 },
      { from: 0.9, to: 0.95, n: 1, stated: 0.9, right: 1 },
    ]);
  });

  it('has no reliability without confidence', () => {
    expect(keyFigures([{ track, answer: { key: '8A', seconds: 1 } }]).reliability).toBeNull();
  });
});
