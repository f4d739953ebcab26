import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeWav } from '@rbassist/testing/synth';
import { id3v2, pictureFrame, textFrame } from '@rbassist/testing/tags';
import { expect, it } from 'vitest';
import { serveFiles, tone } from './test-media.ts';

const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('a picture')]);
const JPEG = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.from('another picture')]);
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
const WAV = encodeWav(tone(0.2));

/** Returns a WAV file with a picture in its tag. */
function withPicture(...pictures: Uint8Array[]): Uint8Array {
  const tag = id3v2([textFrame('TIT2', 'A title'), ...pictures.map(pictureFrame)]);
  const chunk = Buffer.alloc(8, 'id3 ');
  chunk.writeUInt32LE(tag.length, 4);
  const file = Buffer.concat([WAV, chunk, tag, Buffer.alloc(tag.length % 2)]);
  file.writeUInt32LE(file.length - 8, 4);
  return file;
}

it('shows the picture of the tags by its content, not by the type that the tag states', async () => {
  await using server = await serveFiles({ 'png.wav': withPicture(PNG), 'jpeg.wav': withPicture(SVG, JPEG) });
  for (const [name, type, picture] of [
    ['png.wav', 'image/png', PNG],
    ['jpeg.wav', 'image/jpeg', JPEG],
  ] as const) {
    const answer = await server.get(name, 'artwork');
    expect([name, answer.status, answer.headers.get('content-type')]).toEqual([name, 200, type]);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(Buffer.from(await answer.arrayBuffer()).equals(picture)).toBe(true);
    const again = await server.get(name, 'artwork', { headers: { 'if-none-match': answer.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
  }
});

it('shows the picture beside the file, in order of their names', async () => {
  await using server = await serveFiles({ 'plain.wav': WAV, 'svg.wav': withPicture(SVG) });
  expect((await server.get('plain.wav', 'artwork')).status).toBe(404);
  await writeFile(join(server.folder, 'Folder.JPG'), JPEG);
  await writeFile(join(server.folder, 'holiday.png'), PNG);
  for (const name of ['plain.wav', 'svg.wav']) {
    expect((await server.get(name, 'artwork')).headers.get('content-type')).toBe('image/jpeg');
  }
  await writeFile(join(server.folder, 'cover.jpeg'), PNG);
  expect((await server.get('plain.wav', 'artwork')).headers.get('content-type')).toBe('image/png');
});

it('never shows another kind of file', async () => {
  await using server = await serveFiles({ 'svg.wav': withPicture(SVG) });
  await writeFile(join(server.folder, 'cover.jpg'), SVG);
  await writeFile(join(server.folder, 'folder.png'), Buffer.alloc(17 * 2 ** 20, PNG));
  const answer = await server.get('svg.wav', 'artwork');
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ code: 'not-found' });
});
