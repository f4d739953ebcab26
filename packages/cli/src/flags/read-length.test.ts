import { OptionError } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { readDayFlag } from './read-day-flag.ts';
import { readLength } from './read-length.ts';

describe('readLength', () => {
  it.each([
    ['3:30', 210],
    ['0:45', 45],
    ['1:02:03', 3723],
    ['90:00', 5400],
    ['210', 210],
    ['0.5', 0.5],
    [210, 210],
    [undefined, undefined],
  ])('reads %s as %s s', (text, seconds) => expect(readLength('--min-length', text)).toBe(seconds));

  it.each(['', '3:3', '3:75', '3m', '-1', '1e3', 'long', '3.30.1'])('refuses "%s"', (text) => {
    expect(() => readLength('--min-length', text)).toThrow(OptionError);
  });
});

describe('readDayFlag', () => {
  it('reads dates and ages, and keeps times of a preset', () => {
    expect(readDayFlag('--added-since', undefined, 'start')).toBeUndefined();
    expect(readDayFlag('--added-since', '2026-01-31T00:00:00.000Z', 'start')).toBe('2026-01-31T00:00:00.000Z');
    expect(readDayFlag('--added-since', '30d', 'start')).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  it('names the flag and the text that it can not read', () => {
    expect(() => readDayFlag('--added-until', 'yesterday', 'end')).toThrow(
      '--added-until must be a date such as 2026-01-31, or an age such as 30d, 6w, 3m or 1y, not "yesterday".',
    );
  });
});
