import { type ResampleSimd, resampleSimd } from './resample-simd.ts';

export interface ResampleKernel {
  /** Input frames needed before and after the position of an output sample. */
  reach: number;
  /** Returns the last input frame at or before output sample `n` of the endless signal. */
  inputFrame(n: number): number;
  outputsBefore(frame: number): number;
  /** `input` has the frames from `inputStart` on, with `reach` more on both sides of the positions. */
  compute(input: Float32Array, inputStart: number, n: number, count: number, output: Float32Array, at: number): void;
}

/** Zero crossings on either side; more of them make the transition narrower. */
const CROSSINGS = 28;
/** Kaiser's parameter for 90 dB of attenuation. */
const BETA = 8.96;
/** Largest number of table rows. With more phases, the filter is interpolated between rows. */
const ROWS_LIMIT = 1024;
const KERNELS_LIMIT = 16;
const kernels = new Map<string, ResampleKernel>();

/**
 * Returns a windowed-sinc filter (Kaiser window; Smith, "Digital Audio Resampling"): flat to 0.9 of half the lower
 * rate, at least 80 dB down from 1.1 of it. Aliases appear only above 0.9. Each output sample is one sum over fixed
 * input frames, so a part resampled with its context equals the slice of the whole, bit for bit.
 */
export function resampleKernel(from: number, to: number): ResampleKernel {
  const divisor = greatestCommonDivisor(from, to);
  const phases = to / divisor;
  const step = from / divisor;
  const key = `${phases}/${step}`;
  const kernel = kernels.get(key) ?? createResampleKernel(phases, step, resampleSimd());
  // a music library has few rates; hostile files must not fill the memory with tables
  if (kernels.size >= KERNELS_LIMIT) kernels.clear();
  kernels.set(key, kernel);
  return kernel;
}

/** @param simd Computes the sums faster; null for plain JavaScript. */
export function createResampleKernel(phases: number, step: number, simd: ResampleSimd | null): ResampleKernel {
  return phases === 1 && step === 2 ? halvingKernel(simd) : polyphaseKernel(phases, step, simd);
}

function polyphaseKernel(phases: number, step: number, simd: ResampleSimd | null): ResampleKernel {
  const cutoff = Math.min(1, phases / step);
  const reach = Math.ceil(CROSSINGS / cutoff);
  // rows are padded with zeros to a multiple of the four running sums
  const taps = Math.ceil((2 * reach) / 4) * 4;
  const rows = Math.min(phases, ROWS_LIMIT);
  const exact = rows === phases;
  const table = new Float32Array((rows + 1) * taps);
  for (let row = 0; row <= rows; row++) {
    for (let tap = 0; tap < taps; tap++) {
      table[row * taps + tap] = cutoff * weightAt((tap - (reach - 1) - row / rows) * cutoff);
    }
  }
  const filter = { values: table, taps, phases, step };
  return {
    reach: taps - reach + 1,
    inputFrame: (n) => Math.floor((n * step) / phases),
    outputsBefore: (frame) => Math.ceil((frame * phases) / step),
    compute(input, inputStart, n, count, output, at) {
      if (simd && exact) {
        const first = Math.floor((n * step) / phases) - (reach - 1) - inputStart;
        simd.polyphase(filter, input, first, (n * step) % phases, output.subarray(at, at + count));
        return;
      }
      for (let i = 0; i < count; i++) {
        const scaled = (n + i) * step;
        const frame = Math.floor(scaled / phases);
        const first = frame - (reach - 1) - inputStart;
        const phase = scaled - frame * phases;
        if (exact) {
          output[at + i] = sumOfProducts(input, first, table, phase * taps, taps);
        } else {
          const position = (phase * rows) / phases;
          const row = Math.floor(position);
          const low = sumOfProducts(input, first, table, row * taps, taps);
          const high = sumOfProducts(input, first, table, (row + 1) * taps, taps);
          output[at + i] = low + (high - low) * (position - row);
        }
      }
    },
  };
}

/** Halves the rate, the common case: every second tap but the middle one is 0, and both sides are equal. */
function halvingKernel(simd: ResampleSimd | null): ResampleKernel {
  const pairs = CROSSINGS;
  const taps = Float32Array.from({ length: pairs }, (_, k) => 0.5 * weightAt((2 * k + 1) / 2));
  return {
    reach: 2 * pairs,
    inputFrame: (n) => 2 * n,
    outputsBefore: (frame) => Math.ceil(frame / 2),
    compute(input, inputStart, n, count, output, at) {
      if (simd) {
        simd.halve(taps, input, 2 * n - inputStart, output.subarray(at, at + count));
        return;
      }
      for (let i = 0; i < count; i++) {
        const middle = 2 * (n + i) - inputStart;
        let even = 0;
        let odd = 0;
        for (let k = 0, right = middle + 1, left = middle - 1; k < pairs; k += 2, right += 4, left -= 4) {
          even += taps[k] * (input[right] + input[left]);
          odd += taps[k + 1] * (input[right + 2] + input[left - 2]);
        }
        output[at + i] = 0.5 * input[middle] + (even + odd);
      }
    },
  };
}

const WINDOW_PEAK = bessel0(BETA);

/** Value of the filter at a distance from its middle, in zero crossings. */
function weightAt(distance: number): number {
  const position = distance / CROSSINGS;
  if (Math.abs(position) >= 1) return 0;
  const window = bessel0(BETA * Math.sqrt(1 - position * position)) / WINDOW_PEAK;
  const angle = Math.PI * distance;
  return angle === 0 ? window : (Math.sin(angle) / angle) * window;
}

/** Modified Bessel function of the first kind, order 0, by its power series. */
function bessel0(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * 1e-16; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function sumOfProducts(input: Float32Array, first: number, table: Float32Array, row: number, taps: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let i = 0; i < taps; i += 4) {
    a += input[first + i] * table[row + i];
    b += input[first + i + 1] * table[row + i + 1];
    c += input[first + i + 2] * table[row + i + 2];
    d += input[first + i + 3] * table[row + i + 3];
  }
  return a + b + (c + d);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
