import { keyRelation, parseKey } from '@rbassist/core';
import { expect, it } from 'vitest';
import { compatibleKeys, keyBeside, keyHue, segment, WHEEL } from './wheel-geometry.ts';

const MIXES = new Set(['same', 'neighbor', 'relative']);

it('lights the keys that the engine calls compatible', () => {
  for (const key of WHEEL) {
    const expected = WHEEL.filter((other) => MIXES.has(keyRelation(key, other)));
    expect(compatibleKeys(key).sort(), key).toEqual([...expected].sort());
    expect(parseKey(key)).toBe(key);
  }
});

it('walks around the ring and across it', () => {
  expect(keyBeside('12A', 'next')).toBe('1A');
  expect(keyBeside('1B', 'previous')).toBe('12B');
  expect(keyBeside('7A', 'other')).toBe('7B');
});

it('gives relatives one hue and neighbours different ones', () => {
  expect(keyHue('8A')).toBe(keyHue('8B'));
  expect(new Set(WHEEL.map(keyHue)).size).toBe(12);
});

it('places names inside the wheel: 12 on top, 3 on the right', () => {
  const top = segment('12B', 1);
  expect(top.x).toBeCloseTo(0, 1);
  expect(top.y).toBeLessThan(-68);
  expect(segment('3A', 0.5).x).toBeGreaterThan(34);
});

it('makes a key with more tracks thicker', () => {
  expect(segment('12A', 0).path).not.toBe(segment('12A', 1).path);
  expect(segment('12A', 1).path).toContain('A64 64');
});
