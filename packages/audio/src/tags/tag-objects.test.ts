import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { expect, test } from 'vitest';
import { readTagObjects } from './tag-objects.ts';
import { taggedFiles } from './test-files.ts';
import {
  COVER,
  flacBlock,
  flacParts,
  id3Frame,
  id3Tag,
  mpegFrames,
  unsynchronised,
  vorbisComments,
} from './test-tags.ts';

async function objectsOf(bytes: Uint8Array, name = 'a.mp3') {
  const path = join(await temporaryFolder('audio'), name);
  await writeFile(path, bytes);
  return (await readTagObjects(path)).map((object) => ({ name: object.name, bytes: Buffer.from(object.bytes) }));
}

const GEOB = (head: string, data: Uint8Array) => Buffer.concat([Buffer.from(head, 'latin1'), data]);
const HEAD = '\0application/octet-stream\0\0Serato Markers2\0';

test('reads GEOB frames of every version, and only those', async () => {
  for (const version of [2, 3, 4] as const) {
    const frames = [
      id3Frame(version, version === 2 ? 'TT2' : 'TIT2', '\0Title'),
      id3Frame(version, version === 2 ? 'GEO' : 'GEOB', GEOB(HEAD, COVER)),
      id3Frame(version, version === 2 ? 'GEO' : 'GEOB', GEOB('\x01a\0\xff\xfef\0\0\0\xff\xfe\xe9\0\0\0', COVER)),
    ];
    const found = await objectsOf(Buffer.concat([id3Tag(version, frames), mpegFrames()]));
    expect(found).toEqual([
      { name: 'Serato Markers2', bytes: COVER },
      { name: 'é', bytes: COVER },
    ]);
  }
});

test('removes unsynchronisation', async () => {
  const tag = id3Tag(3, [unsynchronised(id3Frame(3, 'GEOB', GEOB(HEAD, COVER)))], 0x80);
  expect(await objectsOf(Buffer.concat([tag, mpegFrames()]))).toEqual([{ name: 'Serato Markers2', bytes: COVER }]);
});

test('finds the objects in all kinds of files that have some', async () => {
  for (const [name, bytes] of Object.entries(taggedFiles())) {
    const found = await objectsOf(bytes, name);
    for (const object of found) expect(object, name).toEqual({ name: 'Serato Markers2', bytes: COVER });
    if (/^id3(?!v22|-behind)/.test(name)) expect(found, name).toHaveLength(1);
  }
});

test('reads objects that FLAC holds as base64, without padding and with line ends', async () => {
  const content = Buffer.concat([Buffer.from(HEAD.slice(1), 'latin1'), COVER]);
  const text = content.toString('base64').replace(/=+$/, '').replace(/.{72}/g, '$&\n');
  const { info, frames } = flacParts();
  const comments = flacBlock(4, vorbisComments(`SERATO_MARKERS_V2=${text}`, 'TITLE=x'), true);
  const flac = Buffer.concat([Buffer.from('fLaC'), flacBlock(0, info), comments, frames]);
  expect(await objectsOf(flac, 'a.flac')).toEqual([{ name: 'Serato Markers2', bytes: COVER }]);
});

test('skips damaged objects', async () => {
  const frames = ['\0no end', '\0mime\0name', '\x01m\0\xff\xfea\0', '', '\0'].map((content) =>
    id3Frame(3, 'GEOB', content),
  );
  expect(await objectsOf(Buffer.concat([id3Tag(3, frames), mpegFrames()]))).toEqual([]);
});

test('says which file is missing or not audio', async () => {
  await expect(readTagObjects('/nowhere/a.mp3')).rejects.toMatchObject({ code: 'missing', path: '/nowhere/a.mp3' });
  await expect(objectsOf(Buffer.from('hello world'), 'b.txt')).rejects.toMatchObject({ code: 'not-audio' });
});
