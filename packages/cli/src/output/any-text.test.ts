import { cleanText, jsonLine } from '@rbassist/core';
import { csvText } from '@rbassist/library';
import { below, pick, seededRandom } from '@rbassist/testing/random';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { cutText } from './cut-text.ts';
import { formatTable } from './table.ts';
import { wrapProse } from './wrap-prose.ts';

const COUNT = 10_000;
/** Pieces that attack a terminal, a spreadsheet or the layout, with ordinary text around them. */
const PIECES = [
  ...['\x1b]8;;http://x\x07', '\x1bPq#0;2;0;0;0', '\x1b\\', '\x9b31m', '\x9d0;x\x9c', '\x90', '\r', '\b', '\n', '\t'],
  ...[`e${'\u0301'.repeat(200)}`, '\u202e', '\u2066', '\u200f', '\u061c', '\ufeff', '\u200d', '\u200b', '\u{E0041}'],
  ...['\ufe0f', '\u{E0100}', '\ufffc', '\uffff', '\ud83d', '\ude00', '👩\u200D👩\u200D👧', '🇩🇪', '東', 'ｶﾞ', 'ش', 'ส'],
  ...['"', "'", ',', ';', '=', '+', '-', '@', '＝', ' ', '\u00A0', '\u3000', '/', '\\', 'C:\\', '~/', '.mp3', 'word '],
];

function* strings(count = COUNT) {
  const random = seededRandom(7);
  const piece = () => {
    const kind = below(random, 4);
    if (kind < 2) return pick(random, PIECES);
    if (kind === 2) return String.fromCharCode(below(random, 0x10000));
    return String.fromCodePoint(below(random, 0x110000));
  };
  for (let i = 0; i < count; i++) yield Array.from({ length: below(random, 12) }, piece).join('');
}

const UNSAFE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

/** Reads one line of CSV as a spreadsheet does. */
function readCsv(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain,
  );
}

describe('any text', () => {
  it('is printed without a control character, a line separator or a bidi control', () => {
    for (const text of strings()) {
      const clean = cleanText(text);
      if (UNSAFE.test(clean) || cleanText(clean) !== clean) expect.fail(JSON.stringify(text));
    }
  });

  it('is safe to show as JSON, and reads back the same', () => {
    for (const text of strings()) {
      const line = jsonLine({ [text]: text });
      if (UNSAFE.test(line) || JSON.parse(line)[text] !== text) expect.fail(JSON.stringify(text));
    }
  });

  it('reads back from CSV, without a formula', () => {
    const all = [...strings()];
    const lines = csvText(all.map((text) => [1, text, -2]))
      .slice(1, -1)
      .split('\n');
    expect(lines).toHaveLength(COUNT);
    for (const [i, text] of all.entries()) {
      const [one, cell, two] = readCsv(lines[i]);
      const isFormula = cell.split(';').some((part) => /^\s*[=+\-@＝＋－＠]/u.test(part));
      const unmarked = cell.replaceAll(/(^|;)'(?=\s*[=+\-@＝＋－＠])/gu, '$1');
      const same = [cell, unmarked].includes(cleanText(text));
      if (isFormula || !same || one !== '1' || two !== '-2' || UNSAFE.test(cell)) expect.fail(JSON.stringify(text));
    }
  });

  it('fits into a table and a window', () => {
    const columns = [{ heading: '#' }, { heading: 'Title', shrinkTo: 10 }];
    for (const text of strings(COUNT / 4)) {
      const clean = cleanText(text);
      const [, row] = formatTable(columns, [['1', text]], 24);
      const isCut = stringWidth(clean) > 12;
      const wrapped = wrapProse(clean, 12);
      if (
        stringWidth(row) > 24 ||
        stringWidth(cutText(clean, 12)) > 12 ||
        (!isCut && (cutText(clean, 12) !== clean || wrapped.length !== 1)) ||
        wrapped.join('').replaceAll(' ', '') !== clean.replaceAll(' ', '')
      )
        expect.fail(JSON.stringify(text));
    }
  });
});
