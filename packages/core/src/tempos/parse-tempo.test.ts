import { describe, expect, it } from 'vitest';
import { isPossibleBpm, parseTempo } from './parse-tempo.ts';

describe('parseTempo', () => {
  it.each([
    ['128', 128],
    [' 128 ', 128],
    ['128.00', 128],
    ['128,000', 128],
    ['126,5', 126.5],
    ['127.98', 127.98],
    ['128.', 128],
    ['128 BPM', 128],
    ['128bpm', 128],
    ['BPM: 128', 128],
    ['~128', 128],
    ['ca. 128', 128],
    ['(128)', 128],
    ['128?', 128],
    ['１２８', 128],
    ['1.28e2', 128],
    ['45', 45],
    ['300', 300],
    [127.5, 127.5],
  ])('reads %s as written', (text, bpm) => expect(parseTempo(text)).toBe(bpm));

  it.each([
    ['12593', 125.93],
    ['12,593', 125.93],
    ['12.593', 125.93],
    [12593, 125.93],
    ['1285', 128.5],
    ['1,285', 128.5],
    ['1.285', 128.5],
    ['1,285.00', 128.5],
    ['1.285,00', 128.5],
    ['128000', 128],
    ['8750', 87.5],
    ['6000', 60],
    ['25000', 250],
  ])('restores the decimal point of %s', (text, bpm) => expect(parseTempo(text)).toBeCloseTo(bpm, 6));

  it.each(
    [
      ['', '.', '0', '1', '7', '999', '9999', '500', '1e9', '1e309', '-128', '−128', '-1'],
      ['NaN', 'Infinity', 'fast', '128/64', '128-130', '128 - 130', '120, 128', '4/4 128', '0x80', '1,28', '0,128'],
      ['3000', '30000', '1234567', '1,2,3', '12 8', '128k', 'Am 128', '00:02:08'],
    ].flat(),
  )('returns undefined for %j', (text) => expect(parseTempo(text)).toBeUndefined());

  it('returns undefined for NaN and infinite numbers', () => {
    for (const bpm of [Number.NaN, Number.POSITIVE_INFINITY, 0, -128, 999]) expect(parseTempo(bpm)).toBeUndefined();
  });
});

it('isPossibleBpm accepts only numbers in range', () => {
  expect([20, 128, 400].every(isPossibleBpm)).toBe(true);
  expect([0, 19.9, 400.1, -128, Number.NaN, '128', null, undefined].some(isPossibleBpm)).toBe(false);
});
