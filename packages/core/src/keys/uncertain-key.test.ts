import { expect, it } from 'vitest';
import { CERTAIN_KEY, isUncertainKey } from './uncertain-key.ts';

it.each([
  ['a key with less confidence', { key: '8A', key_confidence: CERTAIN_KEY - 0.01 }, true],
  ['a key with enough confidence', { key: '8A', key_confidence: CERTAIN_KEY }, false],
  ['a key that a person set', { key: 'Am' }, false],
  ['no key', { key: null, key_confidence: 0 }, false],
])('knows if rbassist is unsure of %s', (_, record, expected) => {
  expect(isUncertainKey(record)).toBe(expected);
});
