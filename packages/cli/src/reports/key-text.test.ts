import { KEY_NOTATIONS } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { keyText, longKeyText } from './key-text.ts';

describe('keyText', () => {
  it.each([
    ['camelot', '8A', '12B', '4A'],
    ['open-key', '1m', '5d', '9m'],
    ['musical', 'A minor', 'E major', 'F minor'],
    ['short', 'Am', 'E', 'Fm'],
  ] as const)('writes keys in %s', (keyNotation, ...written) => {
    expect(['8A', 'E major', 'Fm'].map((key) => keyText({ key }, { keyNotation }))).toEqual(written);
  });

  it('leaves an unreadable key unchanged', () => {
    for (const keyNotation of [undefined, ...KEY_NOTATIONS]) {
      expect(keyText({ key: 'o' }, { keyNotation })).toBe('o');
      expect(keyText({ key: null }, { keyNotation })).toBe('');
      expect(longKeyText({}, { keyNotation })).toBe('');
    }
  });

  it('adds the musical name to a Camelot key', () => {
    expect(longKeyText({ key: '8A' }, {})).toBe('8A A minor');
    expect(longKeyText({ key: '8A' }, { keyNotation: 'musical' })).toBe('A minor');
  });
});
