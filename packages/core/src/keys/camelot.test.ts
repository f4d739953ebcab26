import { describe, expect, it } from 'vitest';
import { camelotOf, formatKey, KEY_NOTATIONS, keyName, keyRelation, parseKey } from './camelot.ts';

describe('parseKey', () => {
  it.each([
    ['8A', '8A'],
    ['08b', '8B'],
    ['12 A', '12A'],
    ['1m', '8A'],
    ['1d', '8B'],
    ['6m', '1A'],
    ['Am', '8A'],
    ['A minor', '8A'],
    ['C', '8B'],
    ['C major', '8B'],
    ['CM', '8B'],
    ['F#m', '11A'],
    ['F♯ min', '11A'],
    ['Gbm', '11A'],
    ['Bbmaj', '6B'],
    ['bb', '6B'],
    ['Db', '3B'],
    ['Cb', '1B'],
    ['eb minor', '2A'],
    ['A flat minor', '1A'],
    ['F-sharp minor', '11A'],
    ['８Ａ', '8A'],
    ['8A (Am)', '8A'],
    ['Am / 8A', '8A'],
    ['8A - Am', '8A'],
    ['C#/Db', '3B'],
  ])('reads %s as %s', (text, key) => expect(parseKey(text)).toBe(key));

  it.each([
    '',
    ' ',
    'o',
    'off-key',
    '8A/9A',
    'Am/C',
    '/',
    '13A',
    '0A',
    'H minor',
    'Hm',
    '8C',
    'All',
    'unknown',
    null,
    undefined,
  ])('returns undefined for %s', (text) => expect(parseKey(text)).toBeUndefined());
});

describe('keyName', () => {
  it('writes names that parse to the same key, for every key on the wheel', () => {
    for (let pitchClass = 0; pitchClass < 12; pitchClass++) {
      for (const minor of [true, false]) {
        const key = camelotOf(pitchClass, minor);
        expect(parseKey(keyName(key))).toBe(key);
      }
    }
    expect(keyName('8A')).toBe('A minor');
    expect(keyName('8B')).toBe('C major');
    expect(keyName('7B')).toBe('F major');
  });
});

describe('formatKey', () => {
  it('writes text that parses to the same key, in every notation', () => {
    const written = new Set<string>();
    for (let pitchClass = 0; pitchClass < 12; pitchClass++) {
      for (const minor of [true, false]) {
        const key = camelotOf(pitchClass, minor);
        for (const notation of KEY_NOTATIONS) {
          expect(parseKey(formatKey(key, notation))).toBe(key);
          written.add(formatKey(key, notation));
        }
      }
    }
    expect(written.size).toBe(24 * KEY_NOTATIONS.length);
  });

  it.each([
    ['8A', '1m', 'A minor', 'Am'],
    ['8B', '1d', 'C major', 'C'],
    ['7B', '12d', 'F major', 'F'],
    ['3B', '8d', 'Db major', 'Db'],
    ['2B', '7d', 'F# major', 'F#'],
    ['6B', '11d', 'Bb major', 'Bb'],
    ['1A', '6m', 'G# minor', 'G#m'],
    ['2A', '7m', 'Eb minor', 'Ebm'],
    ['3A', '8m', 'Bb minor', 'Bbm'],
    ['11A', '4m', 'F# minor', 'F#m'],
    ['12A', '5m', 'C# minor', 'C#m'],
  ] as const)('writes %s as %s, %s and %s', (key, openKey, classical, short) => {
    expect(formatKey(key, 'camelot')).toBe(key);
    expect(formatKey(key, 'open-key')).toBe(openKey);
    expect(formatKey(key, 'musical')).toBe(classical);
    expect(formatKey(key, 'short')).toBe(short);
  });
});

describe('keyRelation', () => {
  it.each([
    ['8A', '8A', 'same'],
    ['8A', '9A', 'neighbor'],
    ['8A', '7A', 'neighbor'],
    ['12B', '1B', 'neighbor'],
    ['8A', '8B', 'relative'],
    ['8A', '3A', 'energy-raise'],
    ['3A', '8A', 'clash'],
    ['8A', '10A', 'energy-boost'],
    ['10A', '8A', 'clash'],
    ['8A', '11B', 'mood-to-major'],
    ['8B', '5A', 'mood-to-minor'],
    ['8B', '11A', 'clash'],
    ['8A', '5B', 'clash'],
    ['8A', '2A', 'clash'],
    ['8A', null, 'unknown'],
    ['?', '8A', 'unknown'],
  ])('%s then %s is %s', (seed, candidate, relation) => expect(keyRelation(seed, candidate)).toBe(relation));
});
