import { expect, it } from 'vitest';
import { localTime } from './local-time.ts';

it('shows a time in the local zone to the minute, and other text as it is', () => {
  expect(localTime(new Date(2026, 0, 31, 8, 5, 59).toISOString())).toBe('2026-01-31 08:05');
  expect(localTime('yesterday')).toBe('yesterday');
});
