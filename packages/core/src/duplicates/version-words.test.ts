import { describe, expect, it } from 'vitest';
import { namesOtherVersion } from './version-words.ts';

describe('namesOtherVersion', () => {
  it.each([
    ['Song (Clean)', 'Song (Dirty)', true],
    ['Song', 'Song (Instrumental)', true],
    ['Song (Extended Mix)', 'Song (Radio Edit)', true],
    ['Song', 'Song (Original Mix)', false],
    ['Song (Extended Mix)', 'song - extended mix', false],
    ['Live Your Life', 'live your life', false],
    ['Cleaner', 'Song', false],
    ['Song', undefined, false],
  ])('%j beside %j: another version %j', (a, b, other) => {
    expect(namesOtherVersion(a, b)).toBe(other);
    expect(namesOtherVersion(b, a)).toBe(other);
  });
});
