import { expect, it } from 'vitest';
import { type Choices, decisionOf, keepFile, toggleCopy, toggleGroup, totalsOf } from './choices.ts';
import type { CopyGroup } from './copies-queries.ts';

const group = {
  keeper: { id: 'a', bytes: 100 },
  copies: [
    { id: 'b', bytes: 10 },
    { id: 'c', bytes: 20 },
  ],
} as CopyGroup;
const found = { copies: 2, bytes: 30 };

it('follows the search until a person decides', () => {
  expect(decisionOf(group, {})).toEqual({ keep: 'a', copies: ['b', 'c'] });
  expect(totalsOf(found, {})).toEqual(found);
});

it('lets the one before go when another is kept, and counts its bytes', () => {
  const choices = keepFile(group, {}, 'b');
  expect(decisionOf(group, choices)).toMatchObject({ keep: 'b', copies: ['a', 'c'] });
  expect(totalsOf(found, choices)).toEqual({ copies: 2, bytes: 120 });
  expect(keepFile(group, choices, 'a')).toEqual({});
});

it('lets single copies stay, and whole groups', () => {
  const one = toggleCopy(group, {}, 'b');
  expect([decisionOf(group, one).copies, totalsOf(found, one)]).toEqual([['c'], { copies: 1, bytes: 20 }]);
  expect(toggleCopy(group, one, 'b')).toEqual({});
  const alone: Choices = toggleGroup(group, one);
  expect([decisionOf(group, alone).copies, totalsOf(found, alone)]).toEqual([[], { copies: 0, bytes: 0 }]);
  expect(toggleGroup(group, alone)).toEqual({});
});
