import { randomFillSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { fixture, temporaryFile, temporaryFolder, wavFile } from '../test-support.ts';
import { sniffFormat } from './sniff-format.ts';

describe('sniffFormat', () => {
  it.each([
    ['cbr.mp3', 'mp3'],
    ['no-xing.mp3', 'mp3'],
    ['flac-inside.mp3', 'flac'],
    ['flac.flac', 'flac'],
    ['flac.ogg', 'ogg-flac'],
    ['vorbis.ogg', 'ogg-vorbis'],
    ['opus.opus', 'ogg-opus'],
    ['aac.m4a', 'mp4'],
    ['adts.aac', 'adts'],
    ['wma.wma', 'asf'],
    ['plain.aiff', 'aiff'],
    ['sowt.aifc', 'aiff'],
    ['extensible-24.wav', 'wav'],
  ])('%s is %s', async (name, format) => {
    expect(await sniffFormat(fixture(name))).toBe(format);
  });

  it('looks behind ID3 tags and junk', async () => {
    const id3 = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\x02\x01', 'latin1'), Buffer.alloc(257)]);
    const flac = await temporaryFile('a.flac', Buffer.concat([id3, id3, await readFile(fixture('flac.flac'))]));
    expect(await sniffFormat(flac)).toBe('flac');
    const junk = await temporaryFile(
      'a.mp3',
      Buffer.concat([id3, Buffer.alloc(5000, 0x55), await readFile(fixture('no-xing.mp3'))]),
    );
    expect(await sniffFormat(junk)).toBe('mp3');
  });

  it('finds the sound behind an ID3 tag that claims to be longer than the file', async () => {
    const id3 = Buffer.from('ID3\x04\0\0\x7f\x7f\x7f\x7f', 'latin1');
    const path = await temporaryFile('a.mp3', Buffer.concat([id3, await readFile(fixture('no-xing.mp3'))]));
    expect(await sniffFormat(path)).toBe('mp3');
  });

  it('tells a 64-bit WAV from a plain one', async () => {
    const wav = wavFile({ sampleRate: 8000, channelCount: 1, bits: 16, codec: 1, data: new Uint8Array(64) });
    wav.write('RF64');
    expect(await sniffFormat(await temporaryFile('a.wav', wav))).toBe('rf64');
  });

  it.each([
    ['text', 'Dear diary, today I did not hear any music at all.\n'.repeat(200), /looks like text/],
    ['nothing', '', /is empty/],
    ['random bytes', randomFillSync(Buffer.alloc(300_000)), /not an audio file/],
    ['one lonely frame header', Buffer.from([0xff, 0xfb, 0x90, 0x64, ...new Array(2000).fill(7)]), /not an audio file/],
  ])('%s is not audio', async (_, contents, message) => {
    const path = await temporaryFile('a.mp3', contents);
    await expect(sniffFormat(path)).rejects.toMatchObject({
      kind: 'not-audio',
      path,
      message: expect.stringMatching(message),
    });
  });

  it('a folder is unreadable, a name without a file missing', async () => {
    const folder = await temporaryFolder();
    await expect(sniffFormat(folder)).rejects.toMatchObject({ kind: 'unreadable' });
    await expect(sniffFormat(`${folder}/gone.mp3`)).rejects.toMatchObject({ kind: 'missing' });
    await expect(sniffFormat(`${fixture('cbr.mp3')}/x.mp3`)).rejects.toMatchObject({ kind: 'missing' });
  });
});
