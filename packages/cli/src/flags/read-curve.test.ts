import { OptionError } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { readBpmCurve, readEnergyCurve } from './read-curve.ts';
import { readSetLength } from './read-set-length.ts';

describe('readEnergyCurve', () => {
  it.each([
    ['Peak', 'peak'],
    ['0.3,0.9, 0.5', [0.3, 0.9, 0.5]],
    ['.5', [0.5]],
  ])('reads %s', (text, curve) => expect(readEnergyCurve(text)).toEqual(curve));

  it.each(['', 'high', '0.3-0.9', '0.3,,1', '1e9'])('refuses "%s"', (text) => {
    expect(() => readEnergyCurve(text)).toThrow(OptionError);
  });
});

describe('readBpmCurve', () => {
  it.each([
    ['124', [124]],
    ['120-128', [120, 128]],
    ['118, 126.5,122', [118, 126.5, 122]],
  ])('reads %s', (text, curve) => expect(readBpmCurve(text)).toEqual(curve));

  it.each(['', 'fast', '120-', '-120', 'NaN'])('refuses "%s"', (text) => {
    expect(() => readBpmCurve(text)).toThrow('--bpm must be tempos such as 120-128');
  });
});

describe('readSetLength', () => {
  it.each([
    ['90', 5400],
    ['90m', 5400],
    ['90 min', 5400],
    ['1h30m', 5400],
    ['1.5h', 5400],
    ['1:30', 5400],
    ['0:04:10', 250],
  ])('reads %s', (text, seconds) => expect(readSetLength('--duration', text)).toBe(seconds));

  it.each(['', '0', 'h', '1:75', '-5', 'an hour'])('refuses "%s"', (text) => {
    expect(() => readSetLength('--duration', text)).toThrow('--duration must be a length such as 90m');
  });
});
