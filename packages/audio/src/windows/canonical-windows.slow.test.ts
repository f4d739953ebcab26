import { describe, expect, it } from 'vitest';
import { decodeAudio } from '../decoders/decode-audio.ts';
import { OWN_DECODERS, temporaryFile, wavFile } from '../test-support.ts';
import { decodeWindows } from './decode-windows.ts';
import { introCoreLate120s } from './listening-windows.ts';

const RATE = 24_000;
const FILE_RATE = 44_100;
/** After resampling to 24 kHz, a sudden sound rings slightly before its start at the file's rate. */
const ONSET_TOLERANCE = 0.005 * RATE;

/** Applies the rule of the Python rbassist to a track in memory. Returns first sample and end of each window. */
function straightReading(track: Float32Array): [number, number][] {
  const samples = track.subarray(0, 120 * RATE);
  const total = samples.length / RATE;
  if (total < 80) return [[0, samples.length]];
  const first = Math.max(
    0,
    samples.findIndex((sample) => Math.abs(sample) > 1e-4),
  );
  const intro = [first / RATE, Math.min(first / RATE + 10, total)];
  const length = total < 140 ? 40 : 60;
  const core = [total / 2 - length / 2, total / 2 + length / 2];
  const late = [Math.max(total - 5 - 10, core[1] + 5), total - 5];
  return [intro, core, late]
    .filter(([start, end]) => end - start >= 1)
    .map(([start, end]) => [Math.round(start * RATE), Math.round(end * RATE)]);
}

/** Builds 16 bits at 44.1 kHz: silence, then a sweep and a beat, softer on the right. */
function track(seconds: number, silence: number, channelCount: number): Promise<string> {
  const frames = Math.round(seconds * FILE_RATE);
  const values = new Int16Array(frames * channelCount);
  for (let frame = Math.round(silence * FILE_RATE); frame < frames; frame++) {
    const t = frame / FILE_RATE - silence;
    const tone =
      Math.sin(2 * Math.PI * (80 * t + 3 * t * t)) + Math.sin(2 * Math.PI * 55 * t) * Math.exp(-8 * (t % 0.5));
    for (let channel = 0; channel < channelCount; channel++) {
      values[frame * channelCount + channel] = (12_000 * tone) / (1 + channel);
    }
  }
  const data = new Uint8Array(values.buffer);
  return temporaryFile('track.wav', wavFile({ sampleRate: FILE_RATE, channelCount, bits: 16, codec: 1, data }));
}

describe('decodeWindows compared with the rule of the Python rbassist', () => {
  it.each([
    [30, 1.5, 2],
    [79.99, 0, 1],
    [80, 0.25, 1],
    [100, 7.3, 2],
    [139.99, 0, 1],
    [140, 12.5, 2],
    [200, 31.001, 1],
    [130, 125, 1],
  ])(
    'a track of %d s that begins after %d s, %d channels: has the samples that the rule selects',
    async (seconds, silence, channels) => {
      const path = await track(seconds, silence, channels);
      const { samples } = await decodeAudio(path, { sampleRate: RATE, decoders: OWN_DECODERS });
      const found = await decodeWindows(path, { sampleRate: RATE, windows: introCoreLate120s, decoders: OWN_DECODERS });
      const expected = straightReading(samples);
      expect(found.windows).toHaveLength(expected.length);
      for (const [i, [start, end]] of expected.entries()) {
        const own = Math.round(found.ranges[i].startS * RATE);
        const window = found.windows[i];
        expect(Math.abs(own - start)).toBeLessThanOrEqual(i === 0 ? ONSET_TOLERANCE : 1);
        expect(Math.abs(window.length - (end - start))).toBeLessThanOrEqual(1);
        expect(Buffer.from(window.buffer).equals(Buffer.from(samples.slice(own, own + window.length).buffer))).toBe(
          true,
        );
      }
    },
  );
});
