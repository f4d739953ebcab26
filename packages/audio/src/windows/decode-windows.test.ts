import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AudioDecoder } from '../decoders/audio-decoder.ts';
import { decodeAudio } from '../decoders/decode-audio.ts';
import { allPlanes, fixture, joined, OWN_DECODERS, sampled, temporaryFile, wavFile } from '../test-support.ts';
import { decodeWindows } from './decode-windows.ts';
import { introCoreLate } from './listening-windows.ts';

const RATE = 8000;
const decoders = OWN_DECODERS;

function track(seconds: number, firstSoundS: number): Promise<string> {
  const samples = sampled(seconds, RATE, (t) =>
    t < firstSoundS ? 0 : 0.5 * Math.sin(2 * Math.PI * (100 * t + t * t)) + 0.01,
  );
  const data = Buffer.from(Int16Array.from(samples, (sample) => sample * 32767).buffer);
  return temporaryFile('track.wav', wavFile({ sampleRate: RATE, channelCount: 1, bits: 16, codec: 1, data }));
}

describe('decodeWindows', () => {
  let path: string;
  beforeAll(async () => {
    path = await track(150, 3.25);
  });

  it('returns the exact slices of the whole decoded track, with the intro from the first sound', async () => {
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

  it('a truncated file is reported, and gives the windows of its existing part', async () => {
    const bytes = await readFile(path);
    const cut = await temporaryFile('cut.wav', bytes.subarray(0, bytes.length - 50 * RATE * 2));
    const found = await decodeWindows(cut, { sampleRate: RATE, windows: introCoreLate, decoders });
    expect(found).toMatchObject({ truncated: true, durationS: 100 });
    expect(found.ranges).toEqual(introCoreLate({ durationS: 100, firstSoundS: 3.25 }));
    expect(found.windows.map((samples) => samples.length)).toEqual(
      found.ranges.map(({ durationS }) => Math.round(durationS * RATE)),
    );
  });

  it.each([
    ['is unknown', 'a.wv', Buffer.from('wvpk, and nothing that states a length'.padEnd(200))],
    [
      'the file states wrongly',
      'a.wav',
      wavFile({ sampleRate: RATE, channelCount: 1, bits: 16, codec: 1, data: Buffer.alloc(8000) }),
    ],
  ])('a length that %s is found in a second pass', async (_, name, bytes) => {
    const seconds = 20;
    let readings = 0;
    const counting: AudioDecoder = {
      name: 'counting',
      version: '1',
      supports: () => true,
      async decode() {
        readings++;
        async function* blocks() {
          for (let i = 0; i < seconds; i++) yield [new Float32Array(RATE).fill(0.1)];
        }
        return { sampleRate: RATE, channelCount: 1, startFrame: 0, blocks: blocks(), close: async () => {} };
      },
    };
    let beginnings = 0;
    let secondsListened = 0;
    const found = await decodeWindows(await temporaryFile(name, bytes), {
      sampleRate: RATE,
      windows: introCoreLate,
      decoders: [counting],
      createListener({ sampleRate }) {
        beginnings++;
        return {
          onBlock([plane]) {
            secondsListened += plane.length / sampleRate;
          },
        };
      },
    });
    expect(readings).toBe(2);
    // the listener receives the track once
    expect(beginnings).toBe(1);
    expect(secondsListened).toBe(seconds);
    expect(found.truncated).toBeUndefined();
    expect(found.durationS).toBe(seconds);
    expect(found.ranges).toEqual(introCoreLate({ durationS: seconds, firstSoundS: 0 }));
  });

  it('passes every block with all its channels to the listener', async () => {
    const stereo = fixture('cbr.mp3');
    const { planes, stream } = await allPlanes(stereo, { decoders });
    expect(planes).toHaveLength(2);
    const received: Float32Array[][] = planes.map(() => []);
    const options = { sampleRate: 24000, windows: introCoreLate, decoders };
    const found = await decodeWindows(stereo, {
      ...options,
      createListener({ sampleRate, channelCount }) {
        expect({ sampleRate, channelCount }).toEqual({ sampleRate: stream.sampleRate, channelCount: 2 });
        return {
          onBlock: (block) => {
            block.forEach((plane, i) => {
              received[i].push(plane.slice());
            });
          },
        };
      },
    });
    expect(received.map(joined)).toEqual(planes);
    expect(found.windows).toEqual((await decodeWindows(stereo, options)).windows);
  });

  it('passes the whole signal to a listener that needs it, and cuts the same windows from it', async () => {
    for (const sampleRate of [24000, 22050, 8000]) {
      const whole = await decodeAudio(path, { sampleRate, decoders });
      const options = { sampleRate, windows: introCoreLate, decoders };
      const signal: Float32Array[] = [];
      const found = await decodeWindows(path, {
        ...options,
        createListener: () => ({ onBlock() {}, onSignal: (samples) => signal.push(samples.slice()) }),
      });
      expect(joined(signal)).toEqual(whole.samples);
      const { windows, ranges } = await decodeWindows(path, options);
      expect(found.ranges).toEqual(ranges);
      expect(found.windows).toEqual(windows);
    }
  });

  it('a silent track has windows too', async () => {
    const silent = await temporaryFile(
      'silent.wav',
      wavFile({ sampleRate: RATE, channelCount: 2, bits: 16, codec: 1, data: new Uint8Array(90 * RATE * 4) }),
    );
    const found = await decodeWindows(silent, { sampleRate: RATE, windows: introCoreLate, decoders });
    expect(found.ranges).toEqual(introCoreLate({ durationS: 90, firstSoundS: null }));
    expect(found.windows.every((samples) => samples.every((sample) => sample === 0))).toBe(true);
  });

  it('stops after an abort', async () => {
    const reason = new Error('enough');
    await expect(
      decodeWindows(path, { sampleRate: RATE, windows: introCoreLate, decoders, signal: AbortSignal.abort(reason) }),
    ).rejects.toBe(reason);
  });
});
