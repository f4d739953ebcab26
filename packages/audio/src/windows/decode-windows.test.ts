import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AudioDecoder } from '../decoders/audio-decoder.ts';
import { decodeAudio } from '../decoders/decode-audio.ts';
import { allPlanes, fixture, joined, OWN_DECODERS, sampled, temporaryFile, wavFile } from '../test-support.ts';
import { decodeWindows } from './decode-windows.ts';
import { introCoreLate } from './listening-windows.ts';

const RATE = 8000;
const decoders = OWN_DECODERS;

function track(seconds: number, firstSoundS: number, dataSize?: number): Promise<string> {
  const samples = sampled(seconds, RATE, (t) =>
    t < firstSoundS ? 0 : 0.5 * Math.sin(2 * Math.PI * (100 * t + t * t)) + 0.01,
  );
  const data = Buffer.from(Int16Array.from(samples, (sample) => sample * 32767).buffer);
  return temporaryFile('track.wav', wavFile({ sampleRate: RATE, channelCount: 1, bits: 16, codec: 1, data, dataSize }));
}

describe('decodeWindows', () => {
  let path: string;
  beforeAll(async () => {
    path = await track(150, 3.25);
  });

  it('gives, bit for bit, the slices of the whole decoded track, intro from the first sound', async () => {
    for (const sampleRate of [24000, 22050, 8000]) {
      const whole = await decodeAudio(path, { sampleRate, decoders });
      const found = await decodeWindows(path, { sampleRate, windows: introCoreLate, decoders });
      expect(found.ranges).toEqual(introCoreLate({ durationS: 150, firstSoundS: 3.25 }));
      expect(found.windows).toHaveLength(3);
      found.windows.forEach((samples, i) => {
        const first = Math.round(found.ranges[i].startS * sampleRate);
        expect(samples).toEqual(whole.samples.slice(first, first + Math.round(found.ranges[i].durationS * sampleRate)));
      });
      expect(found).toMatchObject({ durationS: 150, decoder: 'wav 1', resampler: whole.resampler });
      expect(found.truncated).toBeUndefined();
    }
  });

  it('a file cut short says so and gives what is there', async () => {
    const cut = await track(100, 0, 150 * RATE * 2);
    const found = await decodeWindows(cut, { sampleRate: RATE, windows: introCoreLate, decoders });
    // promised 150 s: core from 45 to 105 s of which 55 s are there, late from 135 s
    expect(found.truncated).toBe(true);
    expect(found.ranges).toEqual([
      { startS: 0, durationS: 10 },
      { startS: 45, durationS: 55 },
    ]);
    expect(found.windows.map((samples) => samples.length)).toEqual([10 * RATE, 55 * RATE]);
  });

  it.each([
    // the total of samples in STREAMINFO: 4 bits and 4 bytes, 0 = unknown
    ['nobody knew', 'flac.flac', (bytes: Buffer) => bytes.fill(0, 22, 26), 1.25],
    // the number of frames in the Info tag
    ['the file misstated', 'cbr.mp3', (bytes: Buffer) => bytes.writeUInt32BE(50, bytes.indexOf('Info') + 8), 2.5],
  ])('a length that %s is found by a second reading', async (_, name, damage, durationS) => {
    const bytes = await readFile(fixture(name));
    damage(bytes);
    let readings = 0;
    const counting = decoders.map(
      (decoder): AudioDecoder => ({
        ...decoder,
        decode(path, request) {
          readings++;
          return decoder.decode(path, request);
        },
      }),
    );
    let beginnings = 0;
    let secondsListened = 0;
    const found = await decodeWindows(await temporaryFile(name, bytes), {
      sampleRate: 24000,
      windows: introCoreLate,
      decoders: counting,
      createListener({ sampleRate }) {
        beginnings++;
        return ([plane]) => {
          secondsListened += plane.length / sampleRate;
        };
      },
    });
    expect(readings).toBe(2);
    // the listener receives the track once
    expect(beginnings).toBe(1);
    expect(secondsListened).toBeCloseTo(found.durationS, 6);
    expect(found.truncated).toBeUndefined();
    expect(found.durationS).toBeCloseTo(durationS, 1);
    expect(found.ranges).toEqual([{ startS: 0, durationS: expect.closeTo(durationS, 1) }]);
    expect(found.windows[0].length).toBeCloseTo(durationS * 24000, -4);
  });

  it('lends every block, with all its channels, to the listener', async () => {
    const stereo = fixture('cbr.mp3');
    const { planes, stream } = await allPlanes(stereo, { decoders });
    expect(planes).toHaveLength(2);
    const heard: Float32Array[][] = planes.map(() => []);
    const options = { sampleRate: 24000, windows: introCoreLate, decoders };
    const found = await decodeWindows(stereo, {
      ...options,
      createListener({ sampleRate, channelCount }) {
        expect({ sampleRate, channelCount }).toEqual({ sampleRate: stream.sampleRate, channelCount: 2 });
        return (block) => {
          block.forEach((plane, i) => {
            heard[i].push(plane.slice());
          });
        };
      },
    });
    expect(heard.map(joined)).toEqual(planes);
    expect(found.windows).toEqual((await decodeWindows(stereo, options)).windows);
  });

  it('a silent track has its windows too', async () => {
    const silent = await temporaryFile(
      'silent.wav',
      wavFile({ sampleRate: RATE, channelCount: 2, bits: 16, codec: 1, data: new Uint8Array(90 * RATE * 4) }),
    );
    const found = await decodeWindows(silent, { sampleRate: RATE, windows: introCoreLate, decoders });
    expect(found.ranges).toEqual(introCoreLate({ durationS: 90, firstSoundS: null }));
    expect(found.windows.every((samples) => samples.every((sample) => sample === 0))).toBe(true);
  });

  it('is stopped by its signal', async () => {
    const reason = new Error('enough');
    await expect(
      decodeWindows(path, { sampleRate: RATE, windows: introCoreLate, decoders, signal: AbortSignal.abort(reason) }),
    ).rejects.toBe(reason);
  });
});
