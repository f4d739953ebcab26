import { readFile, rm, symlink, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it, vi } from 'vitest';
import { allPlanes, ffmpegOnly, fixture, OWN_DECODERS, temporaryFile, wavFile } from '../test-support.ts';
import { availableDecoders } from './available-decoders.ts';
import { decodeAudio } from './decode-audio.ts';
import { openAudio } from './open-audio.ts';

const FILES = ['cbr.mp3', 'flac.flac', 'vorbis.ogg', 'opus.opus', 'plain.aiff', 'info.wav'];

describe.each(['own', 'ffmpeg'])('damaged files, %s decoders', (which) => {
  const decodersOf = async () => (which === 'own' ? OWN_DECODERS : ((await ffmpegOnly()) ?? OWN_DECODERS));

  it.each(FILES)('the first part of %s is truncated', async (name) => {
    const bytes = await readFile(fixture(name));
    const path = await temporaryFile(name, bytes.subarray(0, bytes.length * 0.6));
    const decoded = await decodeAudio(path, { sampleRate: 22050, decoders: await decodersOf() });
    expect(decoded.truncated).toBe(true);
    expect(decoded.durationS).toBeGreaterThan(0.3);
  });

  it.each(FILES)('junk in the middle of %s gives finite samples or a classed error', async (name) => {
    const bytes = await readFile(fixture(name));
    for (let i = Math.floor(bytes.length * 0.4); i < bytes.length * 0.6; i++) bytes[i] = (i * i * 31) & 255;
    const path = await temporaryFile(name, bytes);
    try {
      const { samples } = await decodeAudio(path, { sampleRate: 22050, decoders: await decodersOf() });
      expect(samples.every(Number.isFinite)).toBe(true);
    } catch (error) {
      expect(error).toMatchObject({ kind: 'corrupt', path });
    }
  });
});

describe('files that cannot be decoded', () => {
  it.each(['flac.flac', 'vorbis.ogg', 'opus.opus', 'flac.ogg'])('a header of %s with junk after it', async (name) => {
    const bytes = await readFile(fixture(name));
    for (let i = 100; i < bytes.length; i++) bytes[i] = (i * i * 31) & 255;
    const path = await temporaryFile(name, bytes);
    for (const decoders of [OWN_DECODERS, await availableDecoders()]) {
      await expect(decodeAudio(path, { sampleRate: 22050, decoders })).rejects.toMatchObject({
        kind: 'corrupt',
        path,
      });
    }
  });

  it('an MP4 file without its index', async () => {
    const ffmpeg = await ffmpegOnly();
    const bytes = await readFile(fixture('aac.m4a'));
    const path = await temporaryFile('a.m4a', bytes.subarray(0, 15_000));
    const kind = ffmpeg ? 'corrupt' : 'unreadable';
    await expect(decodeAudio(path, { sampleRate: 22050 })).rejects.toMatchObject({ kind, path });
  });

  it('damage is not printed', async () => {
    const said: unknown[] = [];
    const before: unknown = Reflect.get(console, 'error');
    Reflect.set(console, 'error', (...line: unknown[]) => said.push(line));
    try {
      for (const name of ['cbr.mp3', 'opus.opus']) {
        const bytes = await readFile(fixture(name));
        for (let i = 14_000; i < 16_000; i++) bytes[i] = (i * i * 31) & 255;
        await allPlanes(await temporaryFile(name, bytes), { decoders: OWN_DECODERS });
      }
    } finally {
      Reflect.set(console, 'error', before);
    }
    expect(said).toEqual([]);
  });

  it('a folder, a missing file, a broken link', async () => {
    const folder = await temporaryFolder();
    await symlink(join(folder, 'gone.mp3'), join(folder, 'link.mp3'));
    const tried = (path: string) => expect(openAudio(path)).rejects;
    await tried(folder).toMatchObject({ kind: 'unreadable', path: folder });
    await tried(join(folder, 'none.mp3')).toMatchObject({ kind: 'missing' });
    await tried(join(folder, 'link.mp3')).toMatchObject({ kind: 'missing' });
  });

  it('a file that shrinks, or vanishes, while it is read', async () => {
    const wav = wavFile({ sampleRate: 8000, channelCount: 1, bits: 16, codec: 1, data: Buffer.alloc(5 << 20, 1) });
    const shrinking = await temporaryFile('a.wav', wav);
    const stream = await openAudio(shrinking, { decoders: OWN_DECODERS });
    for await (const _ of stream.blocks) await truncate(shrinking, 1 << 20);
    expect(stream.outcome().truncated).toBe(true);

    const vanishing = await temporaryFile('a.wav', wav);
    const read = await openAudio(vanishing, { decoders: OWN_DECODERS });
    await rm(vanishing);
    try {
      for await (const [block] of read.blocks) expect(block.every(Number.isFinite)).toBe(true);
    } catch (error) {
      // systems differ in whether an open file can be removed
      expect(error).toMatchObject({ path: vanishing });
    }
  });
});

describe('stopping', () => {
  it.each(FILES)('%s stops after an abort, with the given reason', async (name) => {
    for (const decoders of [OWN_DECODERS, await availableDecoders()]) {
      const controller = new AbortController();
      const stream = await openAudio(fixture(name), { decoders, signal: controller.signal });
      const reason = new Error('enough');
      controller.abort(reason);
      await expect(stream.blocks[Symbol.asyncIterator]().next()).rejects.toBe(reason);
    }
  });

  it('also in mid-file, and no process is left', async () => {
    const data = Buffer.alloc(20 << 20, 1);
    const path = await temporaryFile('a.wav', wavFile({ sampleRate: 8000, channelCount: 1, bits: 16, codec: 1, data }));
    for (const decoders of [OWN_DECODERS, (await ffmpegOnly()) ?? OWN_DECODERS]) {
      const controller = new AbortController();
      const reason = new Error('enough');
      const stream = await openAudio(path, { decoders, signal: controller.signal });
      const read = async () => {
        for await (const _ of stream.blocks) controller.abort(reason);
      };
      await expect(read()).rejects.toBe(reason);
      expect(stream.outcome().frames).toBeLessThan(10 << 20);
    }
    await vi.waitFor(() => expect(process.getActiveResourcesInfo()).not.toContain('ProcessWrap'));
  });

  it('a timeout is a classed error', async () => {
    const signal = AbortSignal.timeout(1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await expect(decodeAudio(fixture('cbr.mp3'), { sampleRate: 22050, signal })).rejects.toMatchObject({
      kind: 'timeout',
    });
  });

  it('leaving a stream closes it, and close() closes one that was never read', async () => {
    for (const decoders of [OWN_DECODERS, await availableDecoders()]) {
      const left = await openAudio(fixture('cbr.mp3'), { decoders });
      for await (const _ of left.blocks) break;
      expect(left.outcome().truncated).toBe(false);
      const unread = await openAudio(fixture('cbr.mp3'), { decoders });
      await unread.close();
      await unread.close();
    }
    await vi.waitFor(() => expect(process.getActiveResourcesInfo()).not.toContain('ProcessWrap'));
  });
});
