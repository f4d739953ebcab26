import { expect, it } from 'vitest';
import { csvText } from './csv-text.ts';

const cell = (value: string | number | boolean | undefined) =>
  csvText([['x', value]])
    .slice(1, -1)
    .split(',')
    .slice(1)
    .join(',');

it.each([
  ["=HYPERLINK('x')", "'=HYPERLINK('x')"],
  ['+1', "'+1"],
  ['-2+3', "'-2+3"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['＝1', "'＝1"],
  ['＋1', "'＋1"],
  ['－1', "'－1"],
  ['＠x', "'＠x"],
  ['  =1', "'  =1"],
  ['\u00A0=1', "'\u00A0=1"],
  ['a;=1; @x', "a;'=1;' @x"],
  ['\t=1', '\\t=1'],
  ['\r=1', '\\r=1'],
  ['\n=1', '\\n=1'],
  ['\uFEFF=1', '\\ufeff=1'],
  ['"=1', '"""=1"'],
])('marks %j as text', (value, written) => {
  expect(cell(value)).toBe(written);
});

it.each([
  ['/music/01 - A+B = C (a@b).mp3', '/music/01 - A+B = C (a@b).mp3'],
  ['C:\\Music\\x.mp3', 'C:\\Music\\x.mp3'],
  ['Beyoncé – 東京 👩\u200D🚀', 'Beyoncé – 東京 👩\u200D🚀'],
  ['a, "b"', '"a, ""b"""'],
  [-1.5, '-1.5'],
  [true, 'yes'],
  [undefined, ''],
])('leaves %j usable', (value, written) => {
  expect(cell(value)).toBe(written);
});

it('writes one line per row', () => {
  expect(csvText([['a\r\nb\u2028c'], ['\x1b[2J']])).toBe('\uFEFFa\\r\\nb\\u2028c\n\\x1b[2J\n');
});
