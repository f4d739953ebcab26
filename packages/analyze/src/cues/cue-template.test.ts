import { OptionError } from '@rbassist/core';
import { expect, it } from 'vitest';
import { parseCueTemplate } from './cue-template.ts';

const LOOP = { name: 'A', kind: 'loop', at: 'intro' };

it('fills in the defaults', () => {
  expect(parseCueTemplate({ cues: [LOOP, { name: 'M', kind: 'memory', at: 'drop' }] })).toEqual({
    cues: [
      { name: 'A', kind: 'loop', num: -1, position: { at: 'intro', which: 1 }, offsetBars: 0, lengthBars: 'auto' },
      { name: 'M', kind: 'memory', num: -1, position: { at: 'drop', which: 1 }, offsetBars: 0, lengthBars: null },
    ],
  });
});

it.each([
  [null, /list "cues"/],
  [[], /list "cues"/],
  [{ cues: [] }, /one or more items/],
  [{ cues: { name: 'A' } }, /list "cues"/],
])('refuses %j, which is not a template', (document, message) => {
  expect(() => parseCueTemplate(document)).toThrow(OptionError);
  expect(() => parseCueTemplate(document)).toThrow(message);
});

it.each([
  ['drop', /^Item 2 of the cue template must be a mapping/],
  [{ kind: 'hot', at: 'drop' }, /^Item 2 of the cue template: "name"/],
  [
    { name: 'X', kind: 'cold', at: 'drop' },
    /^Item 2 \("X"\) of the cue template: "kind" must be one of hot, memory, loop\.$/,
  ],
  [{ name: 'X', kind: 'hot', at: 'dropp' }, /"at" must be one of start, first-kick, intro/],
  [{ name: 'X', kind: 'loop', until: 5 }, /"until" must be one of/],
  [{ name: 'X', kind: 'hot' }, /exactly one of "at", "until" and "between"/],
  [{ name: 'X', kind: 'loop', at: 'drop', until: 'drop' }, /exactly one of/],
  [{ name: 'X', kind: 'hot', until: 'drop' }, /only a loop/],
  [{ name: 'X', kind: 'hot', at: 'drop', length_bars: 8 }, /a hot cue has no length/],
  [{ name: 'X', kind: 'loop', at: 'drop', length_bars: 0 }, /"length_bars" must be a number above 0/],
  [{ name: 'X', kind: 'loop', at: 'drop', length_bars: '8' }, /"length_bars"/],
  [{ name: 'X', kind: 'hot', at: 'drop', which: 0 }, /"which" must be 1, 2, … or last/],
  [{ name: 'X', kind: 'hot', at: 'drop', which: 'first' }, /"which"/],
  [{ name: 'X', kind: 'hot', at: 'drop', offset_bars: Number.NaN }, /"offset_bars" must be a number/],
  [{ name: 'X', kind: 'hot', at: 'drop', num: 8 }, /"num" must be a pad from 0 \(A\) to 7 \(H\)/],
  [{ name: 'X', kind: 'memory', at: 'drop', num: 1 }, /a memory cue has no pad/],
  [{ name: 'X', kind: 'hot', at: 'drop', colour: 'red' }, /"colour" is not a known key; use one of name, kind/],
  [{ name: 'X', kind: 'loop', between: ['A'] }, /"between" must be the names of two other loops/],
  [{ name: 'X', kind: 'loop', between: ['A', 'B'] }, /"between" names "B"/],
  [{ name: 'X', kind: 'loop', between: ['A', 'X'] }, /"between" names "X"/],
])('names the problem of the item %j', (item, message) => {
  expect(() => parseCueTemplate({ cues: [LOOP, item] })).toThrow(OptionError);
  expect(() => parseCueTemplate({ cues: [LOOP, item] })).toThrow(message);
});

it('refuses more hot cues than pads, and two on one pad', () => {
  const hot = (num: number) => ({ name: `${num}`, kind: 'hot', at: 'drop', num });
  expect(() => parseCueTemplate({ cues: Array.from({ length: 9 }, () => LOOP) })).toThrow(/9 hot cues and loops/);
  expect(() => parseCueTemplate({ cues: [hot(1), hot(2), hot(1)] })).toThrow(/pad 1/);
});

it('refuses a template with too many cues before it reads them', () => {
  const cues = Array.from({ length: 60_000 }, (_, i) => ({ name: `${i}`, kind: 'memory', at: 'start' }));
  expect(() => parseCueTemplate({ cues })).toThrow('has 60000 cues. The maximum is 100');
  expect(parseCueTemplate({ cues: cues.slice(0, 100) }).cues).toHaveLength(100);
});
