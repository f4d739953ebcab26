import { open, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { sniffFormat } from '../formats/sniff-format.ts';
import { fixtureCopy, TAGGABLE_FIXTURES, temporaryFile } from '../test-support.ts';
import { hashAudioStream } from './hash-audio-stream.ts';

describe('hashAudioStream', () => {
  it.each(TAGGABLE_FIXTURES)('sees one bit of the sound of %s', async (name) => {
    const path = await fixtureCopy(name);
    const format = await sniffFormat(path);
    const before = await hashAudioStream(path, format);
    const file = await open(path, 'r+');
    const { size } = await file.stat();
    // in MP4 files of this sort the media data come first
    const at = Math.floor(size * 0.5);
    const byte = Buffer.alloc(1);
    await file.read(byte, 0, 1, at);
    byte[0] ^= 1;
    await file.write(byte, 0, 1, at);
    await file.close();
    expect(await hashAudioStream(path, format)).not.toBe(before);
  });

  it('sees an MP4 table that points to the wrong place', async () => {
    const path = await fixtureCopy('aac.m4a');
    const before = await hashAudioStream(path, 'mp4');
    const bytes = await readFile(path);
    bytes[bytes.indexOf('stco') + 15] ^= 1;
    await writeFile(path, bytes);
    expect(await hashAudioStream(path, 'mp4')).not.toBe(before);
  });

  it('finds the format by itself', async () => {
    const path = await fixtureCopy('cbr.mp3', 'cbr');
    expect(await hashAudioStream(path)).toBe(await hashAudioStream(path, 'mp3'));
    expect(await hashAudioStream(path)).toMatch(/^[0-9a-f]{40}$/);
  });

  it('refuses what is not audio, and a format whose tags it cannot skip', async () => {
    const text = await temporaryFile('text.mp3', 'this is no music\n'.repeat(500));
    await expect(hashAudioStream(text)).rejects.toMatchObject({ kind: 'not-audio', path: text });
    const wma = await fixtureCopy('wma.wma');
    await expect(hashAudioStream(wma)).rejects.toMatchObject({ kind: 'unreadable', path: wma });
  });

  it('refuses a fragmented MP4 file', async () => {
    const path = await temporaryFile('f.m4a', Buffer.from(`\0\0\0\x08ftyp\0\0\0\x08moof\0\0\0\x08mdat`, 'latin1'));
    await expect(hashAudioStream(path, 'mp4')).rejects.toMatchObject({ kind: 'unreadable' });
  });
});
