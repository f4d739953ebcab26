import { below, pick, type Random, seededRandom } from '@rbassist/testing/random';
import { describe, expect, test } from 'vitest';
import { isStreamLocation, locationOfPath, pathOfLocation } from './location.ts';

const CASES = 20_000;
const LETTERS = [
  ..."abcXYZ019 !#$%&'()+,-.;=@[]_`{}~^é日🚀ßI\u0301\u00a0",
  '%20',
  '%2',
  '%ff',
  '&amp;',
  '..a',
  ':',
  '~',
];
const WINDOWS_LETTERS = LETTERS.filter((letter) => letter !== ':');
const POSIX_LETTERS = [...LETTERS, '\\', '"', '*', '<', '>', '?', '|', '\n', '\t'];

function name(random: Random, letters: readonly string[]): string {
  const text = Array.from({ length: 1 + below(random, 12) }, () => pick(random, letters)).join('');
  return `n${text}x`;
}

function names(random: Random, letters: readonly string[]): string[] {
  return Array.from({ length: 1 + below(random, 5) }, () => name(random, letters));
}

describe(`${CASES} made-up paths`, () => {
  test.each([
    ['drives', WINDOWS_LETTERS, (parts: string[]) => `${'ABCZ'[parts.length % 4]}:\\${parts.join('\\')}`],
    ['shares', WINDOWS_LETTERS, (parts: string[]) => `\\\\nas\\share\\${parts.join('\\')}`],
    ['POSIX', POSIX_LETTERS, (parts: string[]) => `/${parts.join('/')}`],
  ])('of %s come back from their Location', (_, letters, join) => {
    const random = seededRandom(5);
    for (let round = 0; round < CASES; round++) {
      const path = join(names(random, letters));
      const location = locationOfPath(path);
      // a folder named like a drive at the root can't be told from a drive
      if (isStreamLocation(path) || /^.[a-z]:/i.test(path)) continue;
      expect(location).toMatch(/^file:\/\/localhost\/[A-Za-z0-9!#$()+,\-./:;=@_%]*$/);
      expect(location).not.toMatch(/%[0-9A-F]*[A-F]/);
      expect(pathOfLocation(location, { platform: 'win32' })).toBe(path);
    }
  });

  test('any text as a Location gives a path and no error', () => {
    const random = seededRandom(6);
    const pieces = ['file://', 'localhost', '/', 'C:', '%', '%e', '%ff', '%c3%a9', 'a', 'é', '\\', '\u0000', '\ud800'];
    for (let round = 0; round < CASES; round++) {
      const location = Array.from({ length: below(random, 9) }, () => pick(random, pieces)).join('');
      expect(typeof pathOfLocation(location)).toBe('string');
    }
  });
});
