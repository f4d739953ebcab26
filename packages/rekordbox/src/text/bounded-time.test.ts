import { normalPath } from '@rbassist/core';
import { describe, expect, test } from 'vitest';
import { colorOfText } from '../colors/color-text.ts';
import { isStreamLocation, locationKey, pathOfLocation } from '../location/location.ts';
import { percentDecode } from '../location/percent.ts';
import { dayIn } from '../model/track-values.ts';
import { readTagBlock } from '../my-tags/comment-block.ts';
import { seratoText } from '../serato/serato-chunks.ts';
import { seratoTrack } from '../serato/serato-database.ts';
import { fileKind } from '../track-attributes/file-kind.ts';
import { tonalityOf } from '../track-attributes/tonality.ts';
import { decodeValues } from '../xml/decode-tag.ts';
import { numberOf, wholeOf } from '../xml/xml-values.ts';
import { cleanAttribute } from './clean-attribute.ts';

/** A pattern that tries every pair of places takes seconds for a text of this length. */
const LENGTH = 1 << 14;
const LONGEST_MS = 250;

/** Parts that patterns repeat, with something around them that makes a match fail at the very end. */
const REPEATED = [
  '1',
  ' ',
  '.',
  '\0',
  '\t',
  '/',
  '/*',
  ' / ',
  '%',
  '%2e',
  'a',
  ':',
  '-',
  '\n',
  '&',
  '<!--',
  '="',
  'A:\\',
];
const BEFORE = ['', '1', '2024-01-01 ', '/* ', 'file://localhost/C:/', '#'];
const AFTER = ['', 'x', '\nx', ' x"'];

const swapped = (text: string) => Buffer.from(text, 'utf16le').swap16();
const chunk = (tag: string, bytes: Buffer) => {
  const head = Buffer.alloc(8);
  head.write(tag, 'latin1');
  head.writeUInt32BE(bytes.length, 4);
  return Buffer.concat([head, bytes]);
};

const READERS: Record<string, (text: string) => unknown> = {
  numberOf,
  wholeOf,
  dayIn,
  colorOfText,
  cleanAttribute,
  readTagBlock,
  pathOfLocation,
  isStreamLocation,
  percentDecode,
  locationKey,
  normalPath,
  fileKind,
  tonalityOf: (text) => tonalityOf(text, 'camelot'),
  decodeValues: (text) => decodeValues([], `<A b="&#9;${text.replaceAll('"', '')}"/>`),
  seratoText: (text) => seratoText(swapped(text)),
  seratoTrack: (text) =>
    seratoTrack(Buffer.concat(['pfil', 'tlen', 'ttyr', 'tbpm', 'tadd'].map((tag) => chunk(tag, swapped(text))))),
};

describe('text from a file', () => {
  test.each(Object.entries(READERS))('%s takes a time that grows with the length alone', (_, read) => {
    for (const part of REPEATED) {
      for (const before of BEFORE) {
        for (const after of AFTER) {
          const text = before + part.repeat(Math.floor(LENGTH / part.length)) + after;
          const start = process.cpuUsage();
          read(text);
          const { user } = process.cpuUsage(start);
          const what = JSON.stringify([before, part, after]);
          expect(user / 1000, what).toBeLessThan(LONGEST_MS);
        }
      }
    }
  });
});
