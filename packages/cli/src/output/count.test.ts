import { expect, it } from 'vitest';
import { counted, formatCount } from './count.ts';

it('separates thousands', () => {
  expect([0, 999, 1000, 75_000, 1_234_567].map(formatCount)).toEqual(['0', '999', '1,000', '75,000', '1,234,567']);
});

it('uses singular and plural', () => {
  expect([0, 1, 2, 10_000].map((count) => counted(count, 'track'))).toEqual([
    '0 tracks',
    '1 track',
    '2 tracks',
    '10,000 tracks',
  ]);
  expect(counted(2, 'copy', 'copies')).toBe('2 copies');
});
