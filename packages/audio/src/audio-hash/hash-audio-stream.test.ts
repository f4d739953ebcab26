import { open, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { sniffFormat } from '../formats/sniff-format.ts';
import { fixture, fixtureCopy, TAGGABLE_FIXTURES, temporaryFile, wavFile } from '../test-support.ts';
import { hashAudioStream } from './hash-audio-stream.ts';

describe('hashAudioStream', () => {
  it.each(TAGGABLE_FIXTURES)('changes with one bit of the audio of %s', async (name) => {
    const path = await fixtureCopy(name);
    const format = await sniffFormat(path);
    const before = await hashAudioStream(path, format);
    const file = await open(path, 'r+');
    const { size } = await file.stat();
    // in these MP4 files the media data come first
    const at = Math.floor(size * 0.5);
    const byte = Buffer.alloc(1);
    await file.read(byte, 0, 1, at);
    byte[0] ^= 1;
    await file.write(byte, 0, 1, at);
    await file.close();
    expect(await hashAudioStream(path, format)).not.toBe(before);
  });

  it('changes with an MP4 table that points to the wrong place', async () => {
    const path = await fixtureCopy('aac.m4a');
    const before = await hashAudioStream(path, 'mp4');
    const bytes = await readFile(path);
    bytes[bytes.indexOf('stco') + 15] ^= 1;
    await writeFile(path, bytes);
    expect(await hashAudioStream(path, 'mp4')).not.toBe(before);
  });

  it('detects the format', async () => {
    const path = await fixtureCopy('cbr.mp3', 'cbr');
    expect(await hashAudioStream(path)).toBe(await hashAudioStream(path, 'mp3'));
    expect(await hashAudioStream(path)).toMatch(/^[0-9a-f]{40}$/);
  });

  it('hashes a 64-bit WAV file. Its tags change the size that it states', async () => {
    const samples = Buffer.alloc(4000, 'sound');
    const rf64 = (tags: Buffer) => {
      const wav = wavFile({
        sampleRate: 8000,
        channelCount: 1,
        bits: 16,
        codec: 1,
        data: samples,
        before: sizes(tags),
      });
      wav.write('RF64');
      wav.writeUInt32LE(0xffffffff, 4);
      wav.writeUInt32LE(0xffffffff, wav.indexOf('data') + 4);
      return temporaryFile('a.wav', Buffer.concat([wav, tags]));
    };
    const sizes = (tags: Buffer) => {
      const chunk = Buffer.alloc(36);
      chunk.write('ds64');
      chunk.writeUInt32LE(28, 4);
      chunk.writeUInt32LE(4100 + tags.length, 8);
      chunk.writeUInt32LE(samples.length, 16);
      return chunk;
    };
    const title = Buffer.from('LIST\x10\0\0\0INFOINAM\x04\0\0\0name', 'latin1');
    const plain = await hashAudioStream(await rf64(Buffer.alloc(0)));
    expect(await hashAudioStream(await rf64(title))).toBe(plain);
    samples[2000] ^= 1;
    expect(await hashAudioStream(await rf64(title))).not.toBe(plain);
  });

  it('hashes an Ogg file that is cut inside a page', async () => {
    const bytes = await readFile(fixture('vorbis.ogg'));
    const hashes = [1, 2000, 2001].map(async (cut) =>
      hashAudioStream(await temporaryFile('a.ogg', bytes.subarray(0, -cut))),
    );
    expect(new Set(await Promise.all(hashes)).size).toBe(3);
  });

  it('refuses a file that is not audio, and a format whose tags it cannot skip', async () => {
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
