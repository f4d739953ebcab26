import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { type ProgressParts, progressLine } from './progress-line.ts';

const PARTS: ProgressParts = {
  label: 'Analysing',
  counts: '1,234/75,000',
  pace: ['2.5/s', '8h 12m left'],
  part: 0.016,
  item: '東京 – a file with a very long name that goes on (Extended Mix).flac',
};

it('shows everything in a wide window', () => {
  expect(progressLine(PARTS, 200)).toBe(
    `Analysing ${'░'.repeat(12)} 1% 1,234/75,000 · 2.5/s · 8h 12m left · ${PARTS.item}`,
  );
});

it('leaves out what does not fit', () => {
  expect(progressLine(PARTS, 80)).toBe(
    `Analysing ${'░'.repeat(12)} 1% 1,234/75,000 · 2.5/s · 8h 12m left · 東京 – a file w…`,
  );
  expect(progressLine(PARTS, 63)).toBe('Analysing 1% 1,234/75,000 · 2.5/s · 8h 12m left · 東京 – a fi…');
  expect(progressLine(PARTS, 40)).toBe('Analysing 1% 1,234/75,000 · 2.5/s');
  expect(progressLine(PARTS, 20)).toBe('Analysing 1% 1,234…');
});

it('fits any window', () => {
  for (let columns = 3; columns < 150; columns++)
    expect(stringWidth(progressLine(PARTS, columns))).toBeLessThan(columns);
});

it('draws no bar while the end is unknown', () => {
  expect(
    progressLine({ ...PARTS, part: undefined, counts: '12', pace: [], label: 'Looking for music', item: '' }, 80),
  ).toBe('Looking for music 12');
});

it('spells out control characters of a name before it measures', () => {
  expect(progressLine({ ...PARTS, pace: [], item: 'a\x1b[2J\nb' }, 80)).toMatch(/ · a\\x1b\[2J\\nb$/);
});
