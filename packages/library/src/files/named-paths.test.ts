import { describe, expect, it } from 'vitest';
import { isBelowNamed, isNamed } from './named-paths.ts';

describe('named paths', () => {
  it.each([
    ['/music/a.mp3', ['/music'], true, true],
    ['/music/a/b/c.mp3', ['/other', '/music'], true, true],
    ['/music/a.mp3', ['/'], true, true],
    ['/music/a.mp3', ['/music/a.mp3'], true, false],
    ['/music2/a.mp3', ['/music'], false, false],
    ['/Music/a.mp3', ['/music'], false, false],
    ['/music/a.mp3', [], false, false],
    ['a.mp3', ['/music'], false, false],
  ])('%s by %j', (path, names, named, below) => {
    expect(isNamed(path, new Set(names))).toBe(named);
    expect(isBelowNamed(path, new Set(names))).toBe(below);
  });
});
