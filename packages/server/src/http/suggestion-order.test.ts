import type { StoredSuggestion } from '@rbassist/library';
import { expect, it } from 'vitest';
import { orderedSuggestions } from './suggestion-order.ts';

const suggestion = (tag: string, score: number, threshold: number): StoredSuggestion => ({
  ...{ tag, score, threshold, basis: 'likeness' },
});
const TRACKS = [
  { path: '/b', generated: '', suggestions: [suggestion('Peak', 0.9, 0.8), suggestion('Late', 0.99, 0.5)] },
  { path: '/a', generated: '', suggestions: [suggestion('peak', 0.81, 0.8), suggestion('Odd', 1, 1)] },
];
const names = (...args: [order: 'uncertain' | 'sure' | 'tag' | 'track', tag?: string]) =>
  orderedSuggestions(TRACKS, ...args).map(({ path, tag }) => `${path} ${tag}`);

it('orders by certainty, which counts how far a score is above its threshold', () => {
  expect(names('uncertain')).toEqual(['/a Odd', '/a peak', '/b Peak', '/b Late']);
  expect(names('sure')).toEqual(['/b Late', '/b Peak', '/a peak', '/a Odd']);
  expect(orderedSuggestions(TRACKS, 'sure')[0]!.certainty).toBeCloseTo(0.98);
});

it('orders by tag in any spelling, and by track', () => {
  expect(names('tag')).toEqual(['/b Late', '/a Odd', '/b Peak', '/a peak']);
  expect(names('track')).toEqual(['/a peak', '/a Odd', '/b Late', '/b Peak']);
});

it('keeps one tag', () => {
  expect(names('sure', 'PEAK')).toEqual(['/b Peak', '/a peak']);
  expect(names('sure', 'gone')).toEqual([]);
});
