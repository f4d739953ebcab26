import { createRealFft } from '@rbassist/audio';
import { expect, it } from 'vitest';
import { noise } from './drum-signals.ts';
import { FrameStream } from './frame-stream.ts';

const SIZE = 256;
const HOP = 64;

async function spectra(blocks: readonly Float32Array[]): Promise<number[][]> {
  const fft = await createRealFft(SIZE);
  const frames: number[][] = [];
  const stream = new FrameStream({ fft, hop: HOP, onFrame: (power) => frames.push([...power]) });
  for (const block of blocks) stream.push(block);
  stream.finish();
  fft.close();
  return frames;
}

function blocksOf(samples: Float32Array, lengths: readonly number[]): Float32Array[] {
  const blocks: Float32Array[] = [];
  for (let at = 0, i = 0; at < samples.length; i++) {
    blocks.push(samples.subarray(at, at + lengths[i % lengths.length]));
    at += lengths[i % lengths.length];
  }
  return blocks;
}

it('emits the same frames for any block size', async () => {
  const random = noise();
  const samples = Float32Array.from({ length: 5000 }, random);
  const whole = await spectra([samples]);
  expect(whole).toHaveLength(Math.ceil(5000 / HOP));
  for (const lengths of [[1], [7, 300, 64], [4999], [256]]) {
    expect(await spectra(blocksOf(samples, lengths))).toEqual(whole);
  }
});

it('gives a full-scale sine the power 1 in its bin, and centres frame i on sample i * hop', async () => {
  const bin = 16;
  const burst = Float32Array.from({ length: 20 * HOP }, (_, n) =>
    Math.abs(n - 10 * HOP) <= SIZE / 2 ? Math.cos((2 * Math.PI * bin * n) / SIZE) : 0,
  );
  const frames = await spectra([burst]);
  expect(frames[10][bin]).toBeCloseTo(1, 3);
  const loudest = frames.map((power) => power[bin]);
  expect(loudest.indexOf(Math.max(...loudest))).toBe(10);
});

it('emits no frame for no samples, and one for less than a hop', async () => {
  expect(await spectra([])).toEqual([]);
  expect(await spectra([new Float32Array(1)])).toHaveLength(1);
});
