import { appendFile, readFile, truncate } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { hashAudioStream } from '../audio-hash/hash-audio-stream.ts';
import { oggChecksum } from '../formats/ogg-checksum.ts';
import { fixture, OWN_DECODERS, temporaryFile, wavFile } from '../test-support.ts';
import type { AudioDecoder } from './audio-decoder.ts';
import { availableDecoders } from './available-decoders.ts';
import { openAudio } from './open-audio.ts';

type Bytes = Buffer<ArrayBufferLike>;
type Change = (bytes: Bytes) => Bytes | Promise<Bytes>;

interface Decoded {
  sampleRate: number;
  channelCount: number;
  seconds: number;
  /** Root mean square, in decibels. */
  level: number;
  expectedS: number | null;
  truncated: boolean;
  warning?: string;
}

async function decoded(path: string, decoders: readonly AudioDecoder[]): Promise<Decoded> {
  const stream = await openAudio(path, { decoders });
  let sum = 0;
  let count = 0;
  for await (const planes of stream.blocks) {
    for (const plane of planes) {
      for (const sample of plane) sum += sample * sample;
      count += plane.length;
    }
  }
  const { frames, truncated, warning } = stream.outcome();
  const { sampleRate, channelCount, expectedDurationS: expectedS } = stream;
  const level = 10 * Math.log10(sum / count);
  return { sampleRate, channelCount, seconds: frames / sampleRate, level, expectedS, truncated, warning };
}

async function decodedBothWays(path: string): Promise<Decoded[]> {
  return [await decoded(path, await availableDecoders()), await decoded(path, OWN_DECODERS)];
}

const ID3_COVER = Buffer.concat([Buffer.from('ID3\x04\0\0\0\x0f\0\0', 'latin1'), Buffer.alloc(15 << 14, 0x55)]);
const withTag: Change = (bytes) => Buffer.concat([ID3_COVER, bytes]);
const zeros = (count: number) => Buffer.alloc(count);

/** Calls back for the offset of every Ogg page, and corrects its checksum afterwards. */
function changePages(bytes: Bytes, change: (page: Bytes, number: number) => void): Bytes {
  const changed = Buffer.from(bytes);
  let number = 0;
  for (let at = 0; at + 27 <= changed.length; number++) {
    const body = changed.subarray(at + 27, at + 27 + changed[at + 26]).reduce((sum, size) => sum + size, 0);
    const page = changed.subarray(at, at + 27 + changed[at + 26] + body);
    change(page, number);
    page.writeUInt32LE(oggChecksum(page), 22);
    at += page.length;
  }
  return changed;
}

/** Moves the positions of all audio pages. */
const startingAt =
  (seconds: number, rate: number): Change =>
  (bytes) =>
    changePages(bytes, (page) => {
      const position = page.readBigInt64LE(6);
      if (position > 0n) page.writeBigInt64LE(position + BigInt(seconds * rate), 6);
    });

/** Replaces the tags of an Opus file, in its second page, with long ones. */
const withOpusTags =
  (commentBytes: number): Change =>
  (bytes) => {
    const tags = Buffer.concat([
      Buffer.from('OpusTags\0\0\0\0\x01\0\0\0', 'latin1'),
      Buffer.alloc(4 + commentBytes, 'A'),
    ]);
    tags.writeUInt32LE(commentBytes, 16);
    const second = bytes.indexOf('OggS', 4);
    const third = bytes.indexOf('OggS', second + 4);
    const segments = [...Array<number>(Math.floor(tags.length / 255)).fill(255), tags.length % 255];
    const pages: Bytes[] = [];
    for (let i = 0; i < segments.length; i += 17) {
      const table = segments.slice(i, i + 17);
      const head = Buffer.from(bytes.subarray(second, second + 27));
      head[5] = i === 0 ? 0 : 1;
      head[26] = table.length;
      pages.push(head, Buffer.from(table), tags.subarray(i * 255, (i + table.length) * 255));
    }
    let number = 0;
    return changePages(Buffer.concat([bytes.subarray(0, second), ...pages, bytes.subarray(third)]), (page) => {
      page.writeUInt32LE(number++, 18);
    });
  };

const infoFrames =
  (factor: number): Change =>
  (bytes) => {
    const at = bytes.indexOf('Info') + 8;
    const changed = Buffer.from(bytes);
    changed.writeUInt32BE(Math.round(bytes.readUInt32BE(at) * factor), at);
    return changed;
  };

/** An ID3 tag of 100 bytes that states 9,000 bytes. */
const longTag = (bytes: Bytes) => {
  const tag = zeros(100);
  tag.write('ID3\x03');
  const size = 90 + Math.min(9000, bytes.length >> 1);
  tag.set([size >> 7, size & 127], 8);
  return tag;
};

const another = async (name: string) => readFile(fixture(name));
const at =
  (offset: number, ...values: number[]): Change =>
  (bytes) => {
    const changed = Buffer.from(bytes);
    changed.set(values, offset);
    return changed;
  };

describe('odd files, with ffmpeg and without', () => {
  it.each<[string, string, Change, number, tolerance?: number]>([
    ['an ID3 tag before WAV', 'info.wav', withTag, 1.25],
    ['an ID3 tag before AIFF', 'plain.aiff', withTag, 1.25],
    ['an ID3 tag before Vorbis', 'vorbis.ogg', withTag, 2.5],
    ['an ID3 tag before Opus', 'opus.opus', withTag, 2.5],
    ['an ID3 tag before FLAC', 'flac.flac', withTag, 1.25],
    ['an ID3 tag before FLAC in Ogg', 'flac.ogg', withTag, 1.25],
    ['300 kB of zeros after the tag of an MP3', 'cbr.mp3', (b) => Buffer.concat([ID3_COVER, zeros(300_000), b]), 2.5],
    ['300 kB of zeros before an MP3', 'no-xing.mp3', (b) => Buffer.concat([zeros(300_000), b]), 2.53],
    ['3 MB of zeros before FLAC', 'flac.flac', (b) => Buffer.concat([zeros(3_000_000), b]), 1.25],
    ['3 MB of zeros after an MP3', 'vbr.mp3', (b) => Buffer.concat([b, zeros(3_000_000)]), 2.5],
    ['3 MB of zeros after FLAC', 'flac.flac', (b) => Buffer.concat([b, zeros(3_000_000)]), 1.25],
    ['junk before an MP3', 'cbr.mp3', (b) => Buffer.concat([Buffer.alloc(5000, 'junk'), b]), 2.5],
    ['an ID3 tag that claims the first frames of its MP3', 'cbr.mp3', (b) => Buffer.concat([longTag(b), b]), 2.5],
    ['junk before Vorbis', 'vorbis.ogg', (b) => Buffer.concat([Buffer.alloc(5000, 'junk'), b]), 2.5],
    ['junk after FLAC', 'flac.flac', (b) => Buffer.concat([b, Buffer.alloc(999, 'junk')]), 1.25],
    ['an Info tag with ten times the frames', 'cbr.mp3', infoFrames(10), 2.5, 0.03],
    ['an Info tag with half the frames', 'vbr.mp3', infoFrames(0.5), 2.5, 0.03],
    ['FLAC with ten times the samples in STREAMINFO', 'flac.flac', at(22, 0, 2, 0x1a, 0x52), 1.25],
    [
      'FLAC that does not state its length',
      'flac.flac',
      (b) => Buffer.concat([b.subarray(0, 22), zeros(4), b.subarray(26)]),
      1.25,
    ],
    ['Vorbis that starts at 1 s', 'vorbis.ogg', startingAt(1, 44_100), 2.5],
    ['Vorbis that starts at 1 h', 'vorbis.ogg', startingAt(3600, 44_100), 2.5],
    ['Opus that starts at 1 h', 'opus.opus', startingAt(3600, 48_000), 2.5],
    ['Opus with tags over two pages', 'opus.opus', withOpusTags(5000), 2.5],
    ['Opus with tags of 3 MB', 'opus.opus', withOpusTags(3_000_000), 2.5],
    ['chained Vorbis', 'vorbis.ogg', async (b) => Buffer.concat([b, changePages(b, (p) => p.writeUInt32LE(7, 14))]), 5],
    [
      'chained Vorbis of another rate and mono',
      'vorbis.ogg',
      async (b) => Buffer.concat([b, await another('tagged.ogg')]),
      3.75,
    ],
    [
      'MP3s of other rates in one file',
      'cbr.mp3',
      async (b) => Buffer.concat([b, await another('tagged.mp3')]),
      3.9,
      0.05,
    ],
    [
      'an MP3 after one of another rate',
      'tagged.mp3',
      async (b) => Buffer.concat([b, await another('mono.mp3')]),
      3.8,
      0.05,
    ],
  ])('%s', async (_, name, change, seconds, tolerance = 0.01) => {
    const path = await temporaryFile(name, await change(await readFile(fixture(name))));
    const [first, own] = await decodedBothWays(path);
    for (const route of [first, own]) {
      expect(route.truncated).toBe(false);
      expect(Math.abs(route.seconds - seconds)).toBeLessThan(tolerance);
      expect(Math.abs((route.expectedS ?? 0) - route.seconds)).toBeLessThan(0.1);
    }
    expect(own).toMatchObject({ sampleRate: first.sampleRate, channelCount: first.channelCount });
    expect(Math.abs(own.seconds - first.seconds)).toBeLessThan(0.026);
    expect(Math.abs(own.level - first.level)).toBeLessThan(0.1);
  });

  it('tags and zeros at the start change neither the samples nor the hash', async () => {
    for (const name of ['info.wav', 'plain.aiff', 'vorbis.ogg', 'opus.opus', 'flac.flac', 'cbr.mp3']) {
      const bytes = await readFile(fixture(name));
      const tagged = await temporaryFile(name, Buffer.concat([ID3_COVER, zeros(70_000), bytes]));
      expect(await hashAudioStream(tagged)).toBe(await hashAudioStream(fixture(name)));
      expect((await decoded(tagged, OWN_DECODERS)).level).toBe((await decoded(fixture(name), OWN_DECODERS)).level);
    }
  });

  it('the gain in the header of Opus is applied', async () => {
    const bytes = await readFile(fixture('opus.opus'));
    const louder = changePages(bytes, (page, number) => {
      if (number === 0) page.writeInt16LE(-6 * 256, page.indexOf('OpusHead') + 16);
    });
    const [plain] = await decodedBothWays(fixture('opus.opus'));
    for (const route of await decodedBothWays(await temporaryFile('a.opus', louder))) {
      expect(route.level).toBeCloseTo(plain.level - 6, 2);
    }
  });

  it('a wrong header is a warning, not damage', async () => {
    const path = await temporaryFile('a.mp3', await infoFrames(10)(await readFile(fixture('cbr.mp3'))));
    for (const { warning } of await decodedBothWays(path))
      expect(warning).toMatch(/a\.mp3 is 2\.5 s long, but its header says 25\.\d s/);
    const data = Buffer.alloc(32_000, 1);
    const wav = wavFile({ sampleRate: 8000, channelCount: 1, bits: 16, codec: 1, data, dataSize: 320_000 });
    expect(await decoded(await temporaryFile('a.wav', wav), OWN_DECODERS)).toMatchObject({
      seconds: 2,
      truncated: false,
      warning: expect.stringMatching(/is 2\.0 s long, but its header says 20\.0 s/),
    });
  });

  it.each([
    ['inside a frame', 'cbr.mp3', (b: Bytes) => b.subarray(0, 20_010)],
    [
      'inside a frame, with a tag after it',
      'no-xing.mp3',
      (b: Bytes) => Buffer.concat([b.subarray(0, 20_010), Buffer.from('TAG'.padEnd(128))]),
    ],
    [
      'and is filled up with zeros',
      'vbr.mp3',
      (b: Bytes) => Buffer.concat([b.subarray(0, 9000), zeros(b.length - 9000)]),
    ],
    ['inside a page', 'vorbis.ogg', (b: Bytes) => b.subarray(0, -2000)],
    ['inside a page', 'opus.opus', (b: Bytes) => b.subarray(0, -500)],
    ['inside a frame', 'flac.flac', (b: Bytes) => b.subarray(0, -500)],
    ['inside its samples', 'info.wav', (b: Bytes) => b.subarray(0, 15_000)],
    ['inside its samples', 'plain.aiff', (b: Bytes) => b.subarray(0, 15_000)],
  ])('a file that ends %s is truncated (%s)', async (_, name, cut) => {
    const path = await temporaryFile(name, cut(await readFile(fixture(name))));
    for (const route of await decodedBothWays(path)) {
      expect(route).toMatchObject({ truncated: true, warning: expect.stringMatching(/ends before/) });
      expect(route.seconds).toBeGreaterThan(0.5);
    }
  });

  it('sizes that the writer did not know mean "to the end of the file"', async () => {
    const aiff = await readFile(fixture('plain.aiff'));
    const frames = aiff.indexOf('COMM') + 10;
    const sound = aiff.indexOf('SSND') + 4;
    // SoX writes the last one
    for (const unknown of [0, 0xffffffff, 0x7f000008]) {
      const changed = Buffer.from(aiff);
      changed.writeUInt32BE(unknown, 4);
      changed.writeUInt32BE(unknown, frames);
      changed.writeUInt32BE(unknown, sound);
      for (const route of await decodedBothWays(await temporaryFile('a.aiff', changed))) {
        expect(route).toMatchObject({ seconds: expect.closeTo(1.25, 2), truncated: false });
      }
      const wav = Buffer.from(await readFile(fixture('info.wav')));
      wav.writeUInt32LE(unknown, 4);
      wav.writeUInt32LE(unknown, wav.indexOf('data') + 4);
      for (const route of await decodedBothWays(await temporaryFile('a.wav', wav))) {
        expect(route).toMatchObject({ seconds: expect.closeTo(1.25, 1), truncated: false });
      }
    }
  });

  it.each(['vorbis.ogg', 'opus.opus', 'flac.ogg'])('%s without its start is reported as damaged', async (name) => {
    const path = await temporaryFile(name, (await readFile(fixture(name))).subarray(10_000));
    for (const decoders of [await availableDecoders(), OWN_DECODERS]) {
      await expect(decoded(path, decoders)).rejects.toMatchObject({
        kind: 'corrupt',
        message: expect.stringMatching(/its start is missing/),
      });
    }
  });

  it('audio after 70 MB of zeros does not belong to an MP3', async () => {
    const bytes = await readFile(fixture('no-xing.mp3'));
    const path = await temporaryFile('a.mp3', bytes);
    await truncate(path, 70_000_000);
    await appendFile(path, bytes);
    const [first, own] = await decodedBothWays(path);
    expect(first).toEqual(own);
    expect(first).toMatchObject({ seconds: expect.closeTo(2.53, 1), truncated: false });
  });

  it('a free-format MP3 is refused with the reason', async () => {
    const frame = zeros(700);
    frame.set([0xff, 0xfb, 0x00, 0x64]);
    const path = await temporaryFile('a.mp3', Buffer.concat([ID3_COVER, ...Array<Bytes>(50).fill(frame)]));
    await expect(decoded(path, OWN_DECODERS)).rejects.toMatchObject({
      kind: 'unreadable',
      message: expect.stringContaining('free format'),
    });
  });

  it('a chunk of odd length without its padding byte is skipped', async () => {
    const odd = Buffer.concat([Buffer.from('note\x03\0\0\0odd', 'latin1')]);
    const data = Buffer.alloc(16_000, 1);
    const path = await temporaryFile(
      'a.wav',
      wavFile({ sampleRate: 8000, channelCount: 1, bits: 16, codec: 1, data, before: odd }),
    );
    expect(await decoded(path, OWN_DECODERS)).toMatchObject({ seconds: 1 });
  });
});
