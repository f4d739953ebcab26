import { readFile } from 'node:fs/promises';
import { clickAt, clickFile, mp3With } from '@rbassist/testing/clicks';
import { seededRandom } from '@rbassist/testing/random';
import { describe, expect, test } from 'vitest';
import { decodeAudio } from '../decoders/decode-audio.ts';
import { box, freeform, id3Frame, id3Tag } from '../tags/test-tags.ts';
import { ffmpegOnly, fixture, OWN_DECODERS, temporaryFile } from '../test-support.ts';
import { readEncoderDelay } from './read-encoder-delay.ts';

const LAME = { header: 'lame', cut_samples: 1105, frame_samples: 1152, sample_rate: 44_100 };

const lame = () => readFile(clickFile('lame-44100.mp3'));

/** An edit is a start in samples; -1 is an edit without sound. */
async function m4a({ edits, priming }: { edits?: number[]; priming?: number }): Promise<string> {
  const bytes = await readFile(clickFile('aac-44100.m4a'));
  const path = ['moov', 'trak', 'edts'];
  const list = box('edts', box('elst', elst(edits ?? [])));
  const handler = Buffer.alloc(25);
  handler.write('mdirappl', 8);
  const items = box('udta', box('meta', Buffer.alloc(4), box('hdlr', handler), box('ilst', smpb(priming ?? 0))));
  const edited = withBox(bytes, path, edits && (edits.length > 0 ? list : Buffer.alloc(0)));
  return temporaryFile('click.m4a', priming === undefined ? edited : withBox(edited, ['moov', 'udta'], items));
}

function elst(edits: readonly number[]): Buffer {
  const table = Buffer.alloc(8 + 12 * edits.length);
  table.writeUInt32BE(edits.length, 4);
  edits.forEach((start, i) => {
    table.writeUInt32BE(start < 0 ? 100 : 500, 8 + 12 * i);
    table.writeInt32BE(start, 12 + 12 * i);
    table.writeUInt32BE(1 << 16, 16 + 12 * i);
  });
  return table;
}

function smpb(priming: number): Buffer {
  const text = ` 00000000 ${priming.toString(16).toUpperCase().padStart(8, '0')} 00000000 0000000000005622`;
  return freeform('com.apple.iTunes', 'iTunSMPB', Buffer.from(text));
}

/** Replaces or adds a box. The header of an MP4 file of ffmpeg is its last box, so it may grow. */
function withBox(bytes: Buffer, [type, ...rest]: readonly string[], wanted: Buffer | undefined): Buffer {
  if (!wanted) return bytes;
  const parts: Buffer[] = [];
  let isNew = rest.length === 0;
  for (let at = 0; at < bytes.length; at += bytes.readUInt32BE(at)) {
    const part = bytes.subarray(at, at + bytes.readUInt32BE(at));
    const isIt = part.toString('latin1', 4, 8) === type;
    if (!isIt) parts.push(part);
    else parts.push(rest.length > 0 ? box(type as string, withBox(part.subarray(8), rest, wanted)) : wanted);
    if (isIt) isNew = false;
  }
  return Buffer.concat(isNew ? [...parts, wanted] : parts);
}

describe('an MP3', () => {
  test.each([
    ['A', 'none', 0, 0],
    ['B Xing only', 'info', 0, 0],
    ['B Lavc', 'info', 1105, 1105],
    ['C wrong CRC', 'lame-bad-crc', 1105, 1105],
    ['C no CRC', 'lame-bad-crc', 1105, 1105],
    ['D', 'lame', 1105, 1105],
    ['VBRI', 'vbri', 0, 0],
    ['GOGO', 'info', 0, 0],
    ['L3.99', 'lame', 1105, 0],
    ['D without sizes', 'lame', 1105, -47],
  ] as const)('%s has the header %s', async (variant, header, own, byFfmpeg) => {
    const path = await temporaryFile('a.mp3', mp3With(await lame(), variant));
    expect(await readEncoderDelay(path, { decoder: 'mpg123-decoder' })).toEqual({ ...LAME, header, cut_samples: own });
    expect(await readEncoderDelay(path, { decoder: 'ffmpeg 5.1 / sinc' })).toMatchObject({ cut_samples: byFfmpeg });
  });

  test.each([
    ['lame-48000.mp3', 48_000, 1152],
    ['lame-22050.mp3', 22_050, 576],
  ])('%s has a valid CRC, although its tag starts elsewhere', async (name, sample_rate, frame_samples) => {
    expect(await readEncoderDelay(clickFile(name))).toEqual({ ...LAME, sample_rate, frame_samples });
  });

  test('is found after tags and junk', async () => {
    const tag = id3Tag(3, [id3Frame(3, 'TIT2', '\0Na')]);
    const junk = Buffer.from('junk \xff\xfb and so on'.repeat(20), 'latin1');
    const path = await temporaryFile('a.mp3', Buffer.concat([tag, junk, await lame()]));
    expect(await readEncoderDelay(path)).toEqual(LAME);
  });

  test('may be cut off in its tag', async () => {
    const bytes = await lame();
    const first = bytes.indexOf(bytes.subarray(0, 2), 4);
    for (const end of [first + 10, 180]) {
      const path = await temporaryFile('a.mp3', bytes.subarray(0, end));
      await readEncoderDelay(path).catch((error) => expect(error).toMatchObject({ kind: 'not-audio' }));
    }
  });
});

describe('an MP4', () => {
  test.for([
    [{}, 1024],
    [{ edits: [] }, 0],
    [{ edits: [2112] }, 2112],
    [{ edits: [100] }, 100],
    [{ edits: [-1, 1024] }, 1024],
    [{ edits: [], priming: 2112 }, 2112],
    [{ edits: [0], priming: 2112 }, 2112],
    [{ edits: [1024], priming: 2112 }, 2112],
    [{ edits: [2112], priming: 1024 }, 2048],
    [{ edits: [], priming: 20_000 }, 0],
  ] as const)('with %o is cut as ffmpeg cuts it: %i samples', async ([options, cut], { skip }) => {
    const path = await m4a({ ...options, edits: 'edits' in options ? [...options.edits] : undefined });
    const delay = await readEncoderDelay(path);
    expect(delay).toEqual({ header: 'aac', cut_samples: cut, frame_samples: 1024, sample_rate: 44_100 });
    const decoders = await ffmpegOnly();
    if (!decoders) return skip('needs ffmpeg');
    const { samples, encoderDelay } = await decodeAudio(path, { sampleRate: 44_100, decoders });
    expect(encoderDelay).toEqual(delay);
    const raw = await decodeAudio(await m4a({ edits: [] }), { sampleRate: 44_100, decoders });
    expect(Math.round((clickAt(raw.samples, 44_100) - clickAt(samples, 44_100)) * 44_100)).toBe(cut);
  });

  test('without AAC has no delay', async () => {
    expect(await readEncoderDelay(fixture('alac.m4a'))).toBeNull();
  });
});

test('raw AAC is cut by nobody', async () => {
  expect(await readEncoderDelay(fixture('adts.aac'))).toMatchObject({ header: 'aac', cut_samples: 0 });
});

test.each(['plain.aiff', 'info.wav', 'flac.flac', 'vorbis.ogg', 'opus.opus'])('%s has no delay', async (name) => {
  expect(await readEncoderDelay(fixture(name))).toBeNull();
  const { encoderDelay } = await decodeAudio(fixture(name), { sampleRate: 11_025, decoders: OWN_DECODERS });
  expect(encoderDelay).toBeUndefined();
});

test('a file that is missing or no audio has an error', async () => {
  await expect(readEncoderDelay('/no/such.mp3')).rejects.toMatchObject({ kind: 'missing' });
  await expect(readEncoderDelay(await temporaryFile('a.mp3', 'text'))).rejects.toMatchObject({ kind: 'not-audio' });
});

test.each(['lame-44100.mp3', 'aac-44100.m4a'])('damage in %s gives numbers, null or a clear error', async (name) => {
  const whole = await readFile(clickFile(name));
  const next = seededRandom(7);
  for (let round = 0; round < 150; round++) {
    const bytes = Buffer.from(whole);
    for (let i = 0; i < 8; i++) bytes[Math.floor(next() * bytes.length)] = Math.floor(next() * 256);
    const path = await temporaryFile(name, bytes);
    const delay = await readEncoderDelay(path, { decoder: 'ffmpeg' }).catch((error) => {
      expect(error).toHaveProperty('kind');
      return null;
    });
    if (delay) expect(Number.isSafeInteger(delay.cut_samples)).toBe(true);
  }
});
