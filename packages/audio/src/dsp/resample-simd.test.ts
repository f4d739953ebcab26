import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import wabt from 'wabt';
import { createResampleKernel } from './resample-kernel.ts';
import { ResampleSimd } from './resample-simd.ts';
import { RESAMPLE_WASM } from './resample-wasm.ts';

const input = Float32Array.from({ length: 40_000 }, (_, i) => Math.sin(i * i * 0.001) * Math.cos(i * 0.7));
const simd = new ResampleSimd();

describe('sums with SIMD', () => {
  it.each([
    [1, 2],
    [147, 320],
    [320, 441],
    [147, 640],
    [441, 160],
    [1, 3],
    [1021, 1024],
  ])('equal those of JavaScript, bit for bit, at %i output samples for %i input frames', (phases, step) => {
    const fast = createResampleKernel(phases, step, simd);
    const plain = createResampleKernel(phases, step, null);
    const n = Math.ceil((1000 * phases) / step) + 7;
    const count = Math.min(5000, plain.outputsBefore(39_000) - n);
    const start = plain.inputFrame(n) - plain.reach;
    const [found, expected] = [fast, plain].map((kernel) => {
      const output = new Float32Array(count + 3);
      kernel.compute(input.subarray(start), start, n, count, output, 3);
      return output;
    });
    expect(count).toBeGreaterThan(1000);
    expect(Buffer.from(found.buffer).equals(Buffer.from(expected.buffer))).toBe(true);
  });

  it('come from resample.wat', async () => {
    const source = await readFile(new URL('./resample.wat', import.meta.url), 'utf8');
    const { parseWat } = await wabt();
    expect(RESAMPLE_WASM.equals(parseWat('resample.wat', source, { simd: true }).toBinary({}).buffer)).toBe(true);
  });
});
