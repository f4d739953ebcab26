import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { type Column, formatTable } from './table.ts';

const COLUMNS: readonly Column[] = [
  { heading: '#', align: 'right' },
  { heading: 'Artist', shrinkTo: 8 },
  { heading: 'Title', shrinkTo: 12 },
  { heading: 'BPM', align: 'right' },
];
const PATH: Column = { heading: 'Path', ownLine: true };
const FAMILY = '👩\u200D👩\u200D👧';
const ROWS = [
  ['1', 'Ada', 'Short', '128.25'],
  ['10', '東京事変と仲間たちの長い名前', `${FAMILY.repeat(20)} e\u0301t\u00E9`, '90'],
  ['100', 'An artist with a very long name', 'A title that is long enough to be cut (Extended Mix)', '174?'],
];
const WITH_PATHS = ROWS.map((row) => [...row, `/music/${'folder/'.repeat(20)}${row[0]}.mp3`]);

const widths = (lines: readonly string[]) => lines.map((line) => stringWidth(line));
const segments = (text: string) => [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);

describe('formatTable', () => {
  it('aligns columns, including wide characters', () => {
    const lines = formatTable(COLUMNS, [ROWS[0], ['2', '東京', 'x', '9']], 80);
    expect(lines).toEqual(['#  Artist  Title     BPM', '1  Ada     Short  128.25', '2  東京    x           9']);
  });

  it.each([Number.POSITIVE_INFINITY, 0, Number.NaN, -1])('cuts nothing at a width of %d', (width) => {
    const text = formatTable([...COLUMNS, PATH], WITH_PATHS, width);
    expect(text).toHaveLength(1 + ROWS.length);
    for (const [i, row] of WITH_PATHS.entries()) for (const cell of row) expect(text[i + 1]).toContain(cell);
  });

  it.each([80, 60, 40])('fits into %d columns and keeps numbers whole', (width) => {
    const lines = formatTable(COLUMNS, ROWS, width);
    expect(lines).toHaveLength(1 + ROWS.length);
    expect(Math.max(...widths(lines))).toBeLessThanOrEqual(width);
    for (const [i, row] of ROWS.entries()) {
      expect(lines[i + 1].trimStart().startsWith(row[0])).toBe(true);
      expect(lines[i + 1].endsWith(` ${row[3]}`)).toBe(true);
    }
    expect(lines[3]).toContain('…');
  });

  it('cuts between characters, never inside one', () => {
    const known = new Set(ROWS.flat().flatMap(segments));
    for (let width = 36; width < 80; width++) {
      const [, , line] = formatTable(COLUMNS, ROWS, width);
      for (const segment of segments(line)) expect([' ', '…', ...known]).toContain(segment);
    }
  });

  it.each([30, 20, 1])('writes each value with its heading at %d columns', (width) => {
    const lines = formatTable(COLUMNS, ROWS, width);
    const text = lines.join('\n');
    expect(text).toContain('# 100');
    expect(text).toContain('BPM 128.25');
    expect(text).toContain('Artist An');
    if (width >= 20) expect(Math.max(...widths(lines))).toBeLessThanOrEqual(width);
  });

  it.each([80, 40, 20])('never cuts a path, and gives it its own line at %d columns', (width) => {
    const lines = formatTable([...COLUMNS, PATH], WITH_PATHS, width);
    for (const row of WITH_PATHS) expect(lines).toContain(`    ${row[4]}`);
  });

  it('spells out control characters before it measures', () => {
    const lines = formatTable(COLUMNS, [['1', 'a\nb', '\x1b[2Jx\ty', '\u202E9']], 80);
    expect(lines[1]).toBe('1  a\\nb    \\x1b[2Jx\\ty  \\u202e9');
  });

  it('accepts no row, no column, one column and a short row', () => {
    expect(formatTable(COLUMNS, [], 80)).toEqual(['#  Artist  Title  BPM']);
    expect(formatTable([], [[]], 80)).toEqual(['', '']);
    expect(formatTable([{ heading: 'Track', shrinkTo: 6 }], [['x'.repeat(100)]], 10)).toEqual([
      'Track',
      `${'x'.repeat(9)}…`,
    ]);
    expect(formatTable(COLUMNS, [['1']], 80)[1]).toBe('1');
  });

  it('lets one huge value stick out of its column', () => {
    const lines = formatTable(COLUMNS, [ROWS[0], ['2', 'x'.repeat(50_000), 'y', '9']], Number.POSITIVE_INFINITY);
    expect(lines[1].length).toBeLessThan(300);
    expect(lines[2]).toContain('x'.repeat(50_000));
  });
});
