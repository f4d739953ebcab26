import { decode } from 'node-wav';
import { describe, expect, it } from 'vitest';
import { encodeAiff, encodeWav } from './audio-file.ts';

const channels = [Float32Array.of(0, 0.5, -0.5), Float32Array.of(-0.25, 0.25, 0.75)];

describe('encodeWav', () => {
  it.each([16, 24] as const)('stores %i bits', (bitDepth) => {
    const wav = decode(new Uint8Array(encodeWav({ channels, sampleRate: 48_000, bitDepth })).buffer);
    expect(wav.sampleRate).toBe(48_000);
    wav.channelData.forEach((samples, channel) => {
      samples.forEach((sample, i) => {
        expect(sample).toBeCloseTo(channels[channel][i], 4);
      });
    });
  });
});

describe('encodeAiff', () => {
  it('stores the rate as an 80-bit float and the samples big-endian', () => {
    const bytes = encodeAiff({ channels, sampleRate: 44_100, bitDepth: 16 });
    const view = new DataView(bytes.buffer);
    expect(view.getUint32(4)).toBe(bytes.length - 8);
    expect([...bytes.subarray(28, 38)]).toEqual([0x40, 0x0e, 0xac, 0x44, 0, 0, 0, 0, 0, 0]);
    const samples = Array.from({ length: 6 }, (_, i) => view.getInt16(54 + 2 * i) / 32_768);
    [0, -0.25, 0.5, 0.25, -0.5, 0.75].forEach((sample, i) => {
      expect(samples[i]).toBeCloseTo(sample, 3);
    });
  });

  it('pads 24-bit mono samples of odd size', () => {
    const bytes = encodeAiff({ channels: [Float32Array.of(0.5)], sampleRate: 44_100, bitDepth: 24 });
    expect(bytes.length).toBe(54 + 4);
    expect([...bytes.subarray(54)]).toEqual([0x3f, 0xff, 0xff, 0]);
  });
});
