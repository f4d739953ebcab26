import { expect, it } from 'vitest';
import { formatDuration } from './duration.ts';

it.each([
  [0, '0s'],
  [0.2, '<1s'],
  [59.4, '59s'],
  [59.6, '1m 00s'],
  [200, '3m 20s'],
  [3599.9, '1h 00m'],
  [7_500, '2h 05m'],
  [18_442_800, '5,123h'],
])('formats %d seconds', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});
