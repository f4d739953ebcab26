import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
import { chunk, fixture, temporaryFile, wavFile } from '../test-support.ts';
import { readTags } from './read-tags.ts';

describe('readTags', () => {
  it('reads an MP3 file', async () => {
    expect(await readTags(fixture('tagged.mp3'))).toEqual({
      artist: 'Zoë',
      title: 'Nachtfahrt',
      album: 'Autobahn',
      genre: 'Techno',
      year: 2021,
      bpm: 127.5,
      key: 'Am',
      durationS: expect.closeTo(1.25, 3),
      bitrate: 32,
      sampleRate: 11025,
      channels: 1,
      lossless: false,
    });
  });

  it.each([
    ['tagged.flac', 127.5],
    ['tagged.ogg', 127.5],
    ['tagged.m4a', 127],
  ])('%s: finds tempo and key under the names that programs give them', async (name, bpm) => {
    expect(await readTags(fixture(name))).toMatchObject({ artist: 'Zoë', title: 'Nachtfahrt', bpm, key: '8A' });
  });

  it.each(['vorbis.ogg', 'opus.opus', 'flac.ogg', 'no-xing.mp3', 'adts.aac', 'plain.aiff', 'wma.wma', 'aac.m4a'])(
    '%s: length, bitrate, rate and channels',
    async (name) => {
      const tags = await readTags(fixture(name));
      const kilobits = ((await readFile(fixture(name))).length * 8) / 1000;
      expect(tags.durationS).toBeGreaterThan(1.2);
      // a file may state the rate that its encoder was asked for
      expect((tags.bitrate! * tags.durationS!) / kilobits).toBeGreaterThan(0.6);
      expect((tags.bitrate! * tags.durationS!) / kilobits).toBeLessThan(3);
      expect(tags).toMatchObject({ sampleRate: expect.any(Number), channels: expect.any(Number) });
    },
  );

  it('RIFF INFO text is UTF-8 if it is valid, else Latin-1', async () => {
    expect(await readTags(fixture('info.wav'))).toMatchObject({ artist: 'Björk', title: 'Für Élise' });
    const list = chunk('LIST', Buffer.concat([Buffer.from('INFO'), chunk('INAM', Buffer.from('F\xfcr\0', 'latin1'))]));
    const wav = wavFile({
      sampleRate: 8000,
      channelCount: 1,
      bits: 16,
      codec: 1,
      data: Buffer.alloc(800),
      before: list,
    });
    expect(await readTags(await temporaryFile('a.wav', wav))).toMatchObject({ title: 'Für' });
  });

  it('the file name replaces missing tags', async () => {
    const folder = await temporaryFolder();
    const named = async (name: string) => {
      await copyFile(fixture('plain.aiff'), join(folder, name));
      return readTags(join(folder, name));
    };
    expect(await named('Bjo\u0308rk - Jo\u0301ga (Live - 1998).aiff')).toMatchObject({
      artist: 'Björk',
      title: 'Jóga (Live - 1998)',
    });
    expect(await named('Untitled.aiff')).toMatchObject({ title: 'Untitled' });
    expect(await named('Untitled.aiff')).not.toHaveProperty('artist');
    expect(await named('Jay-Z.aiff')).toMatchObject({ title: 'Jay-Z' });
    expect(await named('Artist - .aiff')).toMatchObject({ title: 'Artist -' });
  });

  it('uses the content of a misnamed file', async () => {
    expect(await readTags(fixture('flac-inside.mp3'))).toMatchObject({
      lossless: true,
      channels: 1,
      sampleRate: 11025,
    });
  });

  it('a file that is not audio gets its tags from its name; a missing file is an error', async () => {
    expect(await readTags(await temporaryFile('Me - Diary.mp3', 'Dear diary,'))).toEqual({
      artist: 'Me',
      title: 'Diary',
    });
    expect(await readTags(await temporaryFile('Me - Void.mp3', ''))).toEqual({ artist: 'Me', title: 'Void' });
    await expect(readTags('/nowhere/x.mp3')).rejects.toMatchObject({ kind: 'missing' });
  });

  it('damaged tags do no harm', async () => {
    const bytes = await readFile(fixture('tagged.mp3'));
    bytes.fill(0xff, 20, 60);
    expect(await readTags(await temporaryFile('A - B.mp3', bytes))).toMatchObject({
      durationS: expect.closeTo(1.25, 3),
    });
  });
});
