import { expect, it } from 'vitest';
import { bandHeights } from './draw-waveform.ts';

const bands = new Uint8Array([255, 0, 51, 0, 102, 0, 51, 255, 0, 102, 0, 255]);

it('gives a band of each column its height', () => {
  expect([...bandHeights(bands, 0, 4)].map((height) => Math.round(height * 5))).toEqual([5, 0, 1, 2]);
});

it('keeps the loudest column when the picture is narrower', () => {
  expect([...bandHeights(bands, 1, 2)].map((height) => Math.round(height * 5))).toEqual([2, 5]);
});

it('repeats columns when the picture is wider', () => {
  expect(bandHeights(bands, 2, 8)).toEqual(Float32Array.from([0.2, 0.2, 0, 0, 0, 0, 1, 1]));
});

it('draws nothing for a track without a waveform', () => {
  expect(bandHeights(new Uint8Array(), 0, 3)).toEqual(new Float32Array(3));
});
