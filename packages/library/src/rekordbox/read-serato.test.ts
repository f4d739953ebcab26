import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '@rbassist/testing';
import { expect, test } from 'vitest';
import { readSerato } from './read-serato.ts';

const FIXTURES = fileURLToPath(new URL('../../../../tests/fixtures/', import.meta.url));

const chunk = (tag: string, content: Buffer) => {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(content.length);
  return Buffer.concat([Buffer.from(tag), size, content]);
};
const utf16 = (text: string) => Buffer.from(text, 'utf16le').swap16();

test('brings a grid from the tags of a file on a stick', async () => {
  const stick = await temporaryFolder('serato');
  const file = join(stick, 'Music', 'a.mp3');
  const crate = join(stick, '_Serato_', 'Subcrates', 'Friday.crate');
  for (const path of [file, crate]) await mkdir(dirname(path), { recursive: true });
  await writeFile(crate, chunk('otrk', chunk('ptrk', utf16('Music/a.mp3'))));
  await copyFile(join(FIXTURES, 'click', 'lame-44100.mp3'), file);
  const grid = Buffer.from('0100000000013f00000042f00000ff', 'hex');
  const frame = Buffer.concat([Buffer.from('\0application/octet-stream\0\0Serato BeatGrid\0'), grid]);
  const head = Buffer.concat([Buffer.from('GEOB'), Buffer.from([0, 0, 0, frame.length, 0, 0])]);
  const tag = Buffer.concat([Buffer.from('ID3\x03\0\0\0\0\0'), Buffer.from([head.length + frame.length]), head, frame]);
  await writeFile(file, Buffer.concat([tag, await readFile(file)]));
  const entries = [];
  for await (const entry of readSerato(stick)) entries.push(entry);
  expect(entries).toMatchObject([
    { type: 'source', program: 'Serato', clock: 'serato' },
    { type: 'track', track: { path: file, grid: [{ timeS: 0.5, bpm: 120, beat: 1 }] } },
    { type: 'playlist', playlist: { name: 'Friday', trackIds: ['Music/a.mp3'] } },
  ]);
});
