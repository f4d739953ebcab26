import { expect, it } from 'vitest';
import { formatAge, formatBpm, formatDuration, formatSince, formatTimeLeft, shownText } from './format.ts';

it('shows durations with hours only when there are any', () => {
  expect([0, 59.9, 372, 3729, Number.NaN, null].map((seconds) => formatDuration(seconds))).toEqual([
    '0:00',
    '0:59',
    '6:12',
    '1:02:09',
    '',
    '',
  ]);
});

it('shows a BPM with two digits, and none as nothing', () => {
  expect([136.5, 128, null, 0].map(formatBpm)).toEqual(['136.50', '128.00', '', '']);
});

it('shows how long ago a track was added', () => {
  const now = Date.parse('2026-03-10T12:00:00Z');
  const ages = ['2026-03-10', '2026-03-07', '2025-12-24', '2024-01-01', 'yesterday', undefined];
  expect(ages.map((day) => formatAge(day, now))).toEqual(['today', '3 d', '2 mo', '2 y', '', '']);
});

it('shows how long ago a job ended', () => {
  const now = Date.parse('2026-03-10T12:00:00Z');
  const moments = ['2026-03-10T11:59:30Z', '2026-03-10T11:55:00Z', '2026-03-10T09:00:00Z', '2026-03-09T11:00:00Z'];
  expect(
    [...moments, '2026-03-07T12:00:00Z', '2026-03-11T12:00:00Z'].map((moment) => formatSince(moment, now)),
  ).toEqual(['just now', '5 minutes ago', '3 hours ago', 'yesterday', '3 days ago', 'just now']);
});

it('shows the time left in the unit that a person would say', () => {
  expect([0.2, 42, 240, 3600, 7800].map(formatTimeLeft)).toEqual(['1 s', '42 s', '4 min', '1 h', '2 h 10 min']);
});

it('shows tags without control characters and bidi overrides, and cuts enormous ones', () => {
  expect(shownText('a\u202Egpj.exe\u0007')).toBe('a gpj.exe');
  expect(shownText('x'.repeat(10_000_000))).toHaveLength(301);
  expect(shownText(null)).toBe('');
});
