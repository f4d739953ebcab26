import { describe, expect, it } from 'vitest';
import { camelotCode, chordNotes, frequencyOf, parseKey, scaleNote } from './pitch.ts';

describe('camelotCode', () => {
  it.each([
    ['Am', '8A'],
    ['C', '8B'],
    ['Em', '9A'],
    ['F#m', '11A'],
    ['Abm', '1A'],
    ['B', '1B'],
    ['Dbm', '12A'],
    ['E', '12B'],
  ])('returns %s for %s', (key, code) => {
    expect(camelotCode(parseKey(key))).toBe(code);
  });
});

describe('parseKey', () => {
  it.each(['H', 'am', 'Amin', ''])('refuses "%s"', (text) => {
    expect(() => parseKey(text)).toThrow(RangeError);
  });
});

describe('scaleNote', () => {
  it('moves up and down the scale from the tonic', () => {
    const aMinor = parseKey('Am');
    expect([-1, 0, 2, 7, 9].map((degree) => scaleNote(aMinor, degree, 4))).toEqual([67, 69, 72, 81, 84]);
    expect(frequencyOf(scaleNote(aMinor, 0, 4))).toBeCloseTo(440);
  });
});

describe('chordNotes', () => {
  it('keeps every chord within an octave', () => {
    expect(chordNotes(parseKey('C'), 0, 3, 60)).toEqual([60, 64, 67]);
    expect(chordNotes(parseKey('C'), 3, 3, 60)).toEqual([60, 65, 69]);
    expect(chordNotes(parseKey('Am'), 0, 4, 57)).toEqual([57, 60, 64, 67]);
  });
});
