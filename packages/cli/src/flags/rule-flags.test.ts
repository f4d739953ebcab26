import { expect, test } from 'vitest';
import { playlistRules } from './rule-flags.ts';

const NONE = {
  ...{ myTag: undefined, tag: [], anyTag: [], notTag: [], ratingMin: undefined, since: undefined, until: undefined },
  ...{ bpm: undefined, key: [], mixesWith: undefined, genre: [], color: [], playsMin: undefined, playsMax: undefined },
  ...{ missing: [], folder: [] },
};

test.each([
  ['120-126', { bpmMin: 120, bpmMax: 126 }],
  ['120-', { bpmMin: 120 }],
  ['0-126', { bpmMax: 126 }],
  ['124', { bpmMin: 123.5, bpmMax: 124.5 }],
  [' 99.5 - 100 ', { bpmMin: 99.5, bpmMax: 100 }],
])('reads --bpm "%s"', (bpm, rules) => expect(playlistRules({ ...NONE, bpm })).toEqual(rules));

test.each(['', '-', '0', 'fast', '120-126-130'])('refuses --bpm "%s"', (bpm) => {
  expect(() => playlistRules({ ...NONE, bpm })).toThrow('--bpm must be a range such as 120-126');
});

test('takes empty values and 0 for no rule, as the Python rbassist does', () => {
  expect(playlistRules({ ...NONE, myTag: '', ratingMin: 0, since: '', until: '' })).toEqual({});
});

test('adds to the rules of a preset, and replaces them', () => {
  const preset = { myTag: 'Peak', ratingMin: 3 };
  expect(playlistRules({ ...NONE, ratingMin: 4, genre: ['House'] }, preset)).toEqual({
    ...{ myTag: 'Peak', ratingMin: 4, genres: ['House'] },
  });
});
