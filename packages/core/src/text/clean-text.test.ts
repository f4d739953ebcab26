import { describe, expect, it } from 'vitest';
import { cleanText, jsonLine } from './clean-text.ts';

/** Text that must stay unchanged: scripts, accents and emoji. */
const ORDINARY = [
  'Beyoncé – Déjà Vu (12" Mix) \\ C:\\Music',
  'e\u0301 a\u030A\u0323',
  '東京 – 夜の街 ・ｶﾞﾝﾀﾞﾑ 서울의 밤',
  // an ideographic variant
  '葛\u{E0100}飾区',
  'สวัสดีชาวโลก',
  'می\u200Cخواهم',
  'نامه\u200Cای شبانه',
  'שלום עולם',
  'क\u094D\u200Dष श\u094D\u200Dरी',
  'ශ\u0DCA\u200Dරී ලංකා',
  'ភាសា\u200Bខ្មែរ',
  '\u182A\u180B',
  '❤\uFE0F 👍🏽 1\uFE0F\u20E3 🇩🇪',
  '👩\u200D👩\u200D👧 👩🏽\u200D🚀 🏳\uFE0F\u200D🌈 👁\u200D🗨 🧑\u200D⚕\uFE0F',
  '🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}',
  '\u00A0\u3000\uF8FF\uFFFD',
];

/** Text that would change a terminal or hide something, and its escaped form. */
const HOSTILE = [
  ['\x1b]0;PWNED\x07 \x1b[2J', '\\x1b]0;PWNED\\x07 \\x1b[2J'],
  ['a\nb\r\n\tc\v\f\b\0', 'a\\nb\\r\\n\\tc\\x0b\\x0c\\x08\\x00'],
  ['\x7f\x80\x85\x9b31m\x9f', '\\x7f\\x80\\x85\\x9b31m\\x9f'],
  ['a\u2028b\u2029c', 'a\\u2028b\\u2029c'],
  ['\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E', '\\u061c\\u200e\\u200f\\u202a\\u202b\\u202c\\u202d\\u202e'],
  ['\u2066\u2067\u2068\u2069', '\\u2066\\u2067\\u2068\\u2069'],
  ['pay\u200Bpal\u2060\uFEFF', 'pay\\u200bpal\\u2060\\ufeff'],
  ['exe\u200D\u200C.mp3', 'exe\\u200d\\u200c.mp3'],
  ['می\u200C\u200C', 'می\u200C\\u200c'],
  ['\u061C\u200D', '\\u061c\\u200d'],
  ['👩\u200D', '👩\\u200d'],
  ['\uFE0Fx\uFE0F\uFE0F', '\\ufe0fx\uFE0F\\ufe0f'],
  ['a\u00ADb\u3164\uFFF9', 'a\\xadb\\u3164\\ufff9'],
  ['\uD800x\uDC00', '\\ud800x\\udc00'],
  ['x\u{E0001}\u{E0041}', 'x\\u{e0001}\\u{e0041}'],
] as const;

describe('cleanText', () => {
  it.each(ORDINARY)('keeps %j', (text) => {
    expect(cleanText(text)).toBe(text);
  });

  it.each(HOSTILE)('spells out %j', (text, shown) => {
    expect(cleanText(text)).toBe(shown);
    expect(cleanText(shown)).toBe(shown);
  });

  it('leaves no control character, separator, bidi control or half of a pair', () => {
    const all = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code)).join(' ');
    const pairs = Array.from({ length: 0x800 }, (_, code) => String.fromCharCode(0xd800 + code)).join(' ');
    expect(cleanText(all + pairs)).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
  });
});

describe('jsonLine', () => {
  it.each([...ORDINARY, ...HOSTILE.map(([text]) => text)])('keeps %j, and is safe to show', (text) => {
    const line = jsonLine({ [text]: [text] });
    expect(JSON.parse(line)).toEqual({ [text]: [text] });
    expect(cleanText(line)).toBe(line);
  });

  it('leaves ordinary text readable', () => {
    expect(jsonLine({ title: 'می\u200Cخواهم 👩\u200D🚀' })).toBe('{"title":"می\u200Cخواهم 👩\u200D🚀"}');
  });
});
