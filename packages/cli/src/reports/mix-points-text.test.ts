import { describe, expect, it } from 'vitest';
import { clockText, mixPointsText } from './mix-points-text.ts';

describe('mixPointsText', () => {
  it('says where to leave and where to enter, and for how long', () => {
    expect(
      mixPointsText({ out: { timeS: 252.4, reason: 'outro' }, in: { timeS: 0.4, reason: 'first-bar' }, bars: 16 }),
    ).toBe('Mix out at 4:12 (outro), in at 0:00 (first bar). Room to mix: 16 bars.');
  });

  it('names cues', () => {
    expect(mixPointsText({ in: { timeS: 31, reason: 'cue', cue: 'In' } })).toBe('Mix in at 0:31 (your cue "In").');
    expect(mixPointsText({ out: { timeS: 31, reason: 'cue' } })).toBe('Mix out at 0:31 (your cue).');
  });

  it('is silent if nothing is known', () => expect(mixPointsText({})).toBeUndefined());
});

it.each([
  [0, '0:00'],
  [59.9, '0:59'],
  [247, '4:07'],
  [3723, '1:02:03'],
])('clockText(%s) is %s', (seconds, text) => expect(clockText(seconds)).toBe(text));
