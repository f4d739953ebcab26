import { describe, expect, it } from 'vitest';
import { readDay } from './read-day.ts';

const TODAY = new Date(2026, 2, 31, 15, 30);

/** Returns a day as the clock of this computer shows it. */
function local(text: string, edge: 'start' | 'end' = 'start'): string {
  const day = new Date(readDay(text, edge, TODAY) ?? '');
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${day.getFullYear()}-${pad(day.getMonth() + 1)}-${pad(day.getDate())} ${pad(day.getHours())}:${pad(day.getMinutes())}`;
}

describe('readDay', () => {
  it.each([
    ['2026-01-31', '2026-01-31 00:00'],
    ['2026-1-5', '2026-01-05 00:00'],
    ['0d', '2026-03-31 00:00'],
    ['30d', '2026-03-01 00:00'],
    ['2w', '2026-03-17 00:00'],
    ['1m', '2026-02-28 00:00'],
    ['13M', '2025-02-28 00:00'],
    ['1y', '2025-03-31 00:00'],
  ])('reads %s', (text, day) => expect(local(text)).toBe(day));

  it('includes all of the last day', () => expect(local('2026-01-31', 'end')).toBe('2026-01-31 23:59'));

  it.each(['', 'yesterday', '2026-02-30', '2026-13-01', '31.01.2026', '30', '-3d', '1e9d', '99999d'])(
    'does not read "%s"',
    (text) => expect(readDay(text, 'start', TODAY)).toBeUndefined(),
  );
});
