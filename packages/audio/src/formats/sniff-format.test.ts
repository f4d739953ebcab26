import { randomFillSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
import { openAudio } from '../decoders/open-audio.ts';
import { fixture, OWN_DECODERS, temporaryFile, wavFile } from '../test-support.ts';
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

  it.each([
    ['matroska', '\x1a\x45\xdf\xa3'],
    ['avi', 'RIFF\0\0\0\0AVI LIST'],
    ['w64', 'riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb\x04\xc1\0\0'],
    ['caf', 'caff\0\x01\0\0'],
    ['au', '.snd\0\0\0\x18'],
    ['wavpack', 'wvpk'],
    ['ape', 'MAC \x96\x0f'],
    ['musepack', 'MPCKSH'],
    ['musepack', 'MP+\x07'],
    ['tta', 'TTA1\x01\0'],
    ['dsf', 'DSD \x1c\0'],
    ['dsdiff', 'FRM8\0\0\0\0\0\0\0\0DSD FVER'],
    ['ac3', '\x0b\x77\x12\x34'],
    ['dts', '\x7f\xfe\x80\x01'],
    ['amr', '#!AMR\n'],
    ['flv', 'FLV\x01\x04'],
    ['mpeg', '\0\0\x01\xba'],
    ['mpeg', `G${'\0'.repeat(187)}`.repeat(3)],
    ['ogg', `OggS\0\x02${'\0'.repeat(20)}\x01\x50Speex   1.2`],
  ])('%s is recognised by its content, and its error asks for ffmpeg if there is none', async (format, head) => {
    const path = await temporaryFile('a.opus', Buffer.from(head.padEnd(1000, '\0'), 'latin1'));
    expect(await sniffFormat(path)).toBe(format);
    await expect(openAudio(path, { decoders: OWN_DECODERS })).rejects.toMatchObject({
      kind: 'unreadable',
      message: expect.stringContaining('needs ffmpeg'),
      remedies: [{ action: 'install-program', program: 'ffmpeg' }],
    });
  });

  it('finds the audio after megabytes of a tag with an impossible size', async () => {
    const id3 = Buffer.from('ID3\x04\0\0\x7f\x7f\x7f\x7f', 'latin1');
    const path = await temporaryFile(
      'a.mp3',
      Buffer.concat([id3, Buffer.alloc(3_000_000, 0x55), await readFile(fixture('cbr.mp3'))]),
    );
    expect(await sniffFormat(path)).toBe('mp3');
  });

  it('skips zeros, but not those at the start of an MP4 box', async () => {
    const path = await temporaryFile('a.m4a', Buffer.concat([Buffer.alloc(1000), await readFile(fixture('aac.m4a'))]));
    expect(await sniffFormat(path)).toBe('mp4');
  });

  it('skips ID3 tags and junk', async () => {
    const id3 = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\x02\x01', 'latin1'), Buffer.alloc(257)]);
    const flac = await temporaryFile('a.flac', Buffer.concat([id3, id3, await readFile(fixture('flac.flac'))]));
    expect(await sniffFormat(flac)).toBe('flac');
    const junk = await temporaryFile(
      'a.mp3',
      Buffer.concat([id3, Buffer.alloc(5000, 0x55), await readFile(fixture('no-xing.mp3'))]),
    );
    expect(await sniffFormat(junk)).toBe('mp3');
  });

  it('finds the audio after an ID3 tag that states more bytes than the file has', async () => {
    const id3 = Buffer.from('ID3\x04\0\0\x7f\x7f\x7f\x7f', 'latin1');
    const path = await temporaryFile('a.mp3', Buffer.concat([id3, await readFile(fixture('no-xing.mp3'))]));
    expect(await sniffFormat(path)).toBe('mp3');
  });

  it('distinguishes a 64-bit WAV from a plain one', async () => {
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
