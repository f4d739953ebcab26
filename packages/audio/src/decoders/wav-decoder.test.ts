import { describe, expect, it } from 'vitest';
import {
  allPlanes,
  chunk,
  fixture,
  largestDifference,
  leftTone,
  OWN_DECODERS,
  sampled,
  temporaryFile,
  wavFile,
} from '../test-support.ts';
import { decodeAudio } from './decode-audio.ts';
import { openAudio } from './open-audio.ts';

const RATE = 8000;
const decoders = OWN_DECODERS;
const plain = (bits: number, codec: number, data: Uint8Array) => ({
  sampleRate: RATE,
  channelCount: 1,
  bits,
  codec,
  data,
});

async function samplesOf(wav: Uint8Array): Promise<number[]> {
  const { planes } = await allPlanes(await temporaryFile('a.wav', wav), { decoders });
  return [...planes[0]];
}

describe('WAV', () => {
  it('integers of every width keep their value', async () => {
    expect(await samplesOf(wavFile(plain(8, 1, Uint8Array.of(0, 128, 192, 255))))).toEqual(
      [-1, 0, 0.5, 127 / 128].map((value) => expect.closeTo(value, 6)),
    );
    const int16 = Buffer.from(Int16Array.of(-32768, 0, 16384, 32767).buffer);
    expect(await samplesOf(wavFile(plain(16, 1, int16)))).toEqual(
      [-1, 0, 0.5, 32767 / 32768].map((value) => expect.closeTo(value, 7)),
    );
    const int24 = Uint8Array.of(0, 0, 0x80, 0, 0, 0, 0, 0, 0x40, 0xff, 0xff, 0x7f);
    expect(await samplesOf(wavFile(plain(24, 1, int24)))).toEqual(
      [-1, 0, 0.5, 1].map((value) => expect.closeTo(value, 6)),
    );
    const int32 = Buffer.from(Int32Array.of(-(2 ** 31), 0, 2 ** 30).buffer);
    expect(await samplesOf(wavFile(plain(32, 1, int32)))).toEqual(
      [-1, 0, 0.5].map((value) => expect.closeTo(value, 7)),
    );
  });

  it('floats of both widths pass, also beyond full scale', async () => {
    const values = [0.25, -0.5, 1.5];
    expect(await samplesOf(wavFile(plain(32, 3, Buffer.from(Float32Array.from(values).buffer))))).toEqual(values);
    expect(await samplesOf(wavFile(plain(64, 3, Buffer.from(Float64Array.from(values).buffer))))).toEqual(values);
  });

  it('samples that are not numbers become silence, and are counted', async () => {
    const data = Buffer.from(Float32Array.of(0.5, Number.NaN, Number.POSITIVE_INFINITY, -3e38, -0.5).buffer);
    const { stream, planes } = await allPlanes(await temporaryFile('a.wav', wavFile(plain(32, 3, data))), { decoders });
    expect([...planes[0]]).toEqual([0.5, 0, 0, 0, -0.5]);
    expect(stream.outcome().repairedSamples).toBe(3);
  });

  it('an extensible header names the real sample format', async () => {
    const { planes, stream } = await allPlanes(fixture('extensible-24.wav'), { decoders });
    const expected = sampled(1.2, 11025, leftTone);
    expect(planes[0].length).toBe(expected.length);
    expect(largestDifference(planes[0], expected)).toBeLessThan(1e-6);
    expect(stream.decoder).toBe('wav 1');
  });

  it('chunks of odd length are padded, and chunks after the samples are not samples', async () => {
    const data = Buffer.from(Int16Array.of(1000, 2000).buffer);
    const wav = wavFile({ ...plain(16, 1, data), before: chunk('note', Buffer.from('odd')), extensible: true });
    expect(await samplesOf(Buffer.concat([wav, chunk('LIST', Buffer.alloc(100, 7))]))).toHaveLength(2);
  });

  it.each([0, 0xffffffff, 0x7ffff000])('a size of %i means "to the end of the file"', async (dataSize) => {
    const data = new Uint8Array(20_000);
    const path = await temporaryFile('a.wav', wavFile({ ...plain(16, 1, data), dataSize }));
    const { stream, planes } = await allPlanes(path, { decoders });
    expect(planes[0].length).toBe(10_000);
    expect(stream.expectedDurationS).toBe(10_000 / RATE);
    expect(stream.outcome().truncated).toBe(false);
  });

  it('a file that ends before the length that two sizes state is truncated', async () => {
    const whole = wavFile(plain(16, 1, Buffer.alloc(64_000, 1)));
    const path = await temporaryFile('a.wav', whole.subarray(0, -32_000));
    const decoded = await decodeAudio(path, { sampleRate: RATE, decoders });
    expect(decoded).toMatchObject({ durationS: 2, truncated: true });
    // a part that is complete is not truncated
    const part = await decodeAudio(path, { sampleRate: RATE, startS: 0.5, durationS: 1, decoders });
    expect(part.truncated).toBeUndefined();
    expect(part.samples.length).toBe(RATE);
  });

  it('a start in the middle is exact to the frame', async () => {
    const whole = await allPlanes(fixture('info.wav'), { decoders });
    const part = await allPlanes(fixture('info.wav'), { decoders, startS: 0.3, durationS: 0.5 });
    const first = Math.round(0.3 * 11025);
    expect(part.planes[0]).toEqual(whole.planes[0].slice(first, first + Math.round(0.5 * 11025)));
  });

  it('the error for a codec that needs ffmpeg has the command that installs ffmpeg', async () => {
    await expect(openAudio(fixture('adpcm.wav'), { decoders })).rejects.toMatchObject({
      kind: 'unreadable',
      message: expect.stringMatching(/WAV codec 0x2 .* ffmpeg/),
      remedies: [{ action: 'install-program', program: 'ffmpeg', command: expect.stringMatching(/\S/) }],
    });
  });

  it.each([
    ['no format chunk', Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE'), chunk('data', Buffer.alloc(100))])],
    ['no data chunk', wavFile(plain(16, 1, new Uint8Array(0))).subarray(0, -8)],
    ['no samples', wavFile(plain(16, 1, new Uint8Array(0)))],
    ['no channels', wavFile({ ...plain(16, 1, new Uint8Array(100)), channelCount: 0 })],
  ])('a file with %s is corrupt', async (_, wav) => {
    const path = await temporaryFile('a.wav', wav);
    await expect(decodeAudio(path, { sampleRate: RATE, decoders })).rejects.toMatchObject({ kind: 'corrupt', path });
  });

  it('a piece of a file equals the same part of the whole', async () => {
    // longer than one piece of 1 MiB, with frames that do not divide it
    const count = 3 * 200_000;
    const data = Buffer.alloc(count * 3);
    for (let i = 0; i < count; i++) data.writeIntLE(((i * 7919) % 16_000_000) - 8_000_000, i * 3, 3);
    const path = await temporaryFile('a.wav', wavFile({ ...plain(24, 1, data), channelCount: 3 }));
    const { planes } = await allPlanes(path, { decoders });
    for (let i = 0; i < count; i += 997) {
      expect(planes[i % 3][Math.floor(i / 3)]).toBeCloseTo((((i * 7919) % 16_000_000) - 8_000_000) / 2 ** 23, 6);
    }
  });
});
