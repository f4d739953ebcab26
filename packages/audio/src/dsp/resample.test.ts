import { describe, expect, it } from 'vitest';
import { largestDifference, sampled } from '../test-support.ts';
import { Resampler, resample } from './resample.ts';

const RATIOS = [
  [44100, 22050],
  [48000, 24000],
  [44100, 24000],
  [48000, 22050],
  [96000, 22050],
  [192000, 24000],
  [8000, 22050],
  [11025, 24000],
  [44100, 44100],
  [47999, 22050],
];
const noise = Float32Array.from({ length: 30_000 }, (_, i) => Math.sin(i * i * 0.001) * Math.cos(i * 0.7));

/** Resamples a tone. Leaves out the ends, where the signal begins and ends. */
function resampledTone(from: number, to: number, hertz: number): Float32Array {
  const output = resample(
    sampled(0.5, from, (t) => Math.sin(2 * Math.PI * hertz * t)),
    from,
    to,
  );
  return output.subarray(Math.round(to * 0.1), Math.round(to * 0.4));
}

function decibels(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  return 10 * Math.log10(2 * power);
}

describe.each(RATIOS)('from %i to %i Hz', (from, to) => {
  const half = Math.min(from, to) / 2;

  it('tones up to 0.9 of the lower half keep level and phase', () => {
    for (const share of [0.01, 0.3, 0.6, 0.9]) {
      const hertz = half * share;
      const expected = sampled(0.5, to, (t) => Math.sin(2 * Math.PI * hertz * t));
      const difference = largestDifference(
        resampledTone(from, to, hertz),
        expected.subarray(Math.round(to * 0.1), Math.round(to * 0.4)),
      );
      expect(difference).toBeLessThan(2e-4);
    }
  });

  it.runIf(from > to)('tones from 1.1 of it are 80 dB down', () => {
    for (let hertz = half * 1.1; hertz < from / 2; hertz += from / 41) {
      expect(decibels(resampledTone(from, to, hertz))).toBeLessThan(-80);
    }
  });

  it('the length in seconds equals that of the input', () => {
    expect(resample(noise, from, to).length).toBe(Math.ceil((noise.length * to) / from));
  });

  it('any split into blocks and any part give the same bits', () => {
    const whole = resample(noise, from, to);
    const first = Math.floor(whole.length * 0.4);
    for (const blockLength of [1, 37, 4096]) {
      const stretch = new Resampler({ from, to, firstOutput: first, outputCount: 2000 });
      const all = new Resampler({ from, to });
      for (let frame = 0; frame < noise.length; frame += blockLength) {
        const block = noise.subarray(frame, frame + blockLength);
        // input before the part's first input frame is not needed
        if (frame + blockLength > stretch.firstInput) stretch.push(block, frame);
        all.push(block, frame);
      }
      expect(all.finish()).toEqual(whole);
      expect(stretch.finish()).toEqual(whole.slice(first, first + 2000));
    }
  });
});

describe('Resampler at its edges', () => {
  it('silence before and after the signal', () => {
    const resampler = new Resampler({ from: 44100, to: 22050, firstOutput: 0, outputCount: 100 });
    resampler.push(Float32Array.of(1), 0);
    const impulse = resampler.finish();
    expect(impulse[0]).toBeCloseTo(0.5, 3);
    expect(impulse.length).toBe(1);
    expect(new Resampler({ from: 44100, to: 22050 }).finish().length).toBe(0);
    expect(new Resampler({ from: 44100, to: 22050, firstOutput: 5000, outputCount: 10 }).finish().length).toBe(0);
  });

  it('invalid rates are refused', () => {
    expect(() => new Resampler({ from: 0, to: 22050 })).toThrow(/whole number above 0, not 0/);
    expect(() => new Resampler({ from: 44100, to: 22050.5 })).toThrow(/22050.5/);
  });
});
