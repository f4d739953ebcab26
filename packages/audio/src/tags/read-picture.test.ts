import { readFile } from 'node:fs/promises';
import { id3v2, pictureFrame, vorbisComment, withVorbisComment } from '@rbassist/testing/tags';
import { describe, expect, it } from 'vitest';
import { fixture, temporaryFile } from '../test-support.ts';
import { pictureType } from './picture-type.ts';
import { readPicture } from './read-picture.ts';
import { flacPicture, id3Frame, id3Tag } from './test-tags.ts';

const MAX_BYTES = 1000;
const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(600, 1)]);
const JPEG = Buffer.concat([Buffer.from('ffd8ffe1', 'hex'), Buffer.alloc(600, 2)]);
const SVG = Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');

/** Returns a frame that states a PNG picture of a kind: 3 is the front cover. */
function frame(kind: number, picture: Uint8Array): Buffer {
  return id3Frame(
    3,
    'APIC',
    Buffer.concat([Buffer.from(`\0image/png\0${String.fromCharCode(kind)}\0`, 'latin1'), picture]),
  );
}

async function mp3With(...frames: Uint8Array[]): Promise<string> {
  return temporaryFile('a.mp3', Buffer.concat([id3Tag(3, frames), await readFile(fixture('cbr.mp3'))]));
}

describe('readPicture', () => {
  it('prefers the front cover, and skips what is no picture or too large', async () => {
    const path = await mp3With(
      frame(4, PNG),
      frame(3, SVG),
      frame(3, Buffer.concat([PNG, Buffer.alloc(MAX_BYTES)])),
      frame(3, JPEG),
    );
    const picture = await readPicture(path, MAX_BYTES);
    expect(picture?.type).toBe('image/jpeg');
    expect(Buffer.from(picture!.bytes).equals(JPEG)).toBe(true);
    expect(await readPicture(await mp3With(frame(4, PNG)), MAX_BYTES)).toMatchObject({ type: 'image/png' });
    expect(await readPicture(await mp3With(frame(3, SVG)), MAX_BYTES)).toBeUndefined();
  });

  it('reads FLAC, Ogg and WAV files', async () => {
    const comment = vorbisComment([['METADATA_BLOCK_PICTURE', flacPicture(PNG).toString('base64')]]);
    const flac = withVorbisComment(await readFile(fixture('flac.flac')), comment);
    const tag = id3v2([pictureFrame(PNG)]);
    const head = Buffer.alloc(8, 'id3 ');
    head.writeUInt32LE(tag.length, 4);
    const wav = Buffer.concat([await readFile(fixture('info.wav')), head, tag, Buffer.alloc(tag.length % 2)]);
    wav.writeUInt32LE(wav.length - 8, 4);
    for (const [name, bytes] of [
      ['a.flac', flac],
      ['a.wav', wav],
    ] as const) {
      const picture = await readPicture(await temporaryFile(name, bytes), MAX_BYTES);
      expect([name, picture?.type]).toEqual([name, 'image/png']);
    }
  });

  it('finds none in files without one, also in damaged ones', async () => {
    expect(await readPicture(fixture('cbr.mp3'), MAX_BYTES)).toBeUndefined();
    const cut = (await readFile(await mp3With(frame(3, PNG)))).subarray(0, 300);
    await expect(readPicture(await temporaryFile('cut.mp3', cut), MAX_BYTES)).rejects.toMatchObject({
      kind: 'not-audio',
    });
  });
});

describe('pictureType', () => {
  it.each([
    ['GIF87a', 'image/gif'],
    ['GIF89a', 'image/gif'],
    ['RIFF\x10\0\0\0WEBPVP8 ', 'image/webp'],
    ['RIFF\x10\0\0\0WAVEfmt ', undefined],
    ['<svg', undefined],
    ['BM', undefined],
    ['', undefined],
  ])('%j is %s', (bytes, type) => {
    expect(pictureType(Buffer.from(bytes, 'latin1'))).toBe(type);
  });
});
