import { below, pick, type Random, seededRandom } from '@rbassist/testing/random';
import { describe, expect, test } from 'vitest';
import { readRekordboxItems } from './rekordbox-items.ts';
import { textFromValues } from './rewrite-from-values.ts';
import { collect, FEATURES } from './test-file.ts';
import { rekordboxXmlText } from './write-rekordbox-xml.ts';
import { type XmlElement, xmlElement } from './xml-element.ts';
import { XmlError } from './xml-error.ts';

const CASES = 10_000;
const PIECES = [
  'a',
  ' ',
  '&',
  '<',
  '>',
  '"',
  "'",
  '\n',
  '\r',
  '\t',
  'é',
  '日',
  '🚀',
  '&amp;',
  '&#65;',
  ']]>',
  '\u0085',
  '\u2028',
  '%20',
  '0',
];
const NAMES = ['TrackID', 'Name', 'Artist', 'Location', 'Comments', 'X', '__proto__', 'constructor'];

function madeUpElement(random: Random, depth = 0): XmlElement {
  const names = NAMES.filter(() => random() < 0.6);
  const attributes = names.map((name): [string, string] => [
    name,
    Array.from({ length: below(random, 14) }, () => pick(random, PIECES)).join(''),
  ]);
  const element = xmlElement(depth === 0 ? 'TRACK' : pick(random, ['TEMPO', 'POSITION_MARK', 'UNKNOWN']));
  for (const [name, value] of attributes) element.attributes.set(name, value);
  const children = depth < 3 ? below(random, 3) : 0;
  element.children = Array.from({ length: children }, () => madeUpElement(random, depth + 1));
  return element;
}

const plain = ({ name, attributes, children }: XmlElement): unknown => [name, [...attributes], children.map(plain)];

describe('codec', () => {
  test(`${CASES} made-up tracks come back as they were written`, async () => {
    const random = seededRandom(14);
    for (let round = 0; round < CASES / 50; round++) {
      const tracks = Array.from({ length: 50 }, () => madeUpElement(random));
      const product = { name: 'a', version: '1', company: 'é' };
      const text = (await collect(rekordboxXmlText({ product, trackCount: 50, tracks }))).join('');
      const read: unknown[] = [];
      for await (const item of readRekordboxItems(Buffer.from(text))) {
        if (item.type === 'element' && item.parents.at(-1)?.name === 'COLLECTION') read.push(plain(item.element));
      }
      expect(read).toEqual(tracks.map(plain));
      expect((await collect(textFromValues(Buffer.from(text)))).join('')).toBe(text);
    }
  });

  test(`${CASES} damaged files give an XmlError or well-formed content`, async () => {
    const random = seededRandom(15);
    const original = Buffer.from(FEATURES);
    for (let round = 0; round < CASES; round++) {
      let bytes = Buffer.from(original);
      for (let change = 0; change <= below(random, 4); change++) {
        const at = below(random, bytes.length);
        if (random() < 0.3) bytes = bytes.subarray(0, at + 1);
        else if (random() < 0.5) bytes[at] = below(random, 256);
        else bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + below(random, 40))]);
      }
      try {
        for await (const item of readRekordboxItems(bytes)) {
          if (item.type !== 'element' || !item.element.span) continue;
          const { start, end } = item.element.span;
          expect(bytes.toString('utf8', start, start + 200).startsWith(`<${item.element.name}`)).toBe(true);
          expect(bytes[end - 1]).toBe(0x3e);
        }
      } catch (error) {
        expect(error).toBeInstanceOf(XmlError);
      }
    }
  }, 120_000);

  test('spans and values are the same for pieces of any size', async () => {
    const bytes = Buffer.from(FEATURES);
    const whole = JSON.stringify(await collect(readRekordboxItems(bytes)));
    for (const size of [1, 2, 3, 7, 64, 1000]) {
      async function* pieces() {
        for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
      }
      expect(JSON.stringify(await collect(readRekordboxItems(pieces())))).toBe(whole);
    }
  });
});
