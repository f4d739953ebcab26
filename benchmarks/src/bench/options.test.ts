import { describe, expect, it } from 'vitest';
import { readOptions, UsageError } from './options.ts';

describe('readOptions', () => {
  it('reads a folder and flags in any order', () => {
    expect(readOptions(['--json', 'music'])).toEqual({ folder: 'music', quick: false, json: true });
    expect(readOptions(['--quick'])).toEqual({ folder: undefined, quick: true, json: false });
  });

  it('refuses invalid arguments', () => {
    for (const words of [['a', 'b'], ['--fast'], ['music', '--quick']]) {
      expect(() => readOptions(words), words.join(' ')).toThrow(UsageError);
    }
  });
});
