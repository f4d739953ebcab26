import { GrowingArray } from '../series/growing-array.ts';
import { type Biquad, kWeighting } from './k-weighting.ts';

/** Blocks of 400 ms that overlap by three quarters start every 100 ms. */
export const STEPS_PER_SECOND = 10;

/** Filter states below this are inaudible, and would decay into slow denormal numbers. */
const NOTHING = 1e-60;

/** Measures the K-weighted power of a signal in steps of 100 ms, all channels together. */
export class WeightedPower {
  readonly #sampleRate: number;
  readonly #weights: readonly number[];
  readonly #counted: readonly number[];
  readonly #filters: readonly [Biquad, Biquad];
  readonly #states: Float64Array;
  readonly #sums: Float64Array;
  readonly #series = new GrowingArray();
  #stepStart = 0;
  #stepEnd = 0;
  #step = 0;
  #position = 0;

  constructor(sampleRate: number, weights: readonly number[]) {
    this.#sampleRate = sampleRate;
    this.#weights = weights;
    this.#counted = [...weights.keys()].filter((channel) => weights[channel] > 0);
    this.#filters = kWeighting(sampleRate);
    this.#states = new Float64Array(4 * weights.length);
    this.#sums = new Float64Array(weights.length);
    this.#stepEnd = this.#endOf(0);
  }

  push(planes: readonly Float32Array[]): void {
    const { length } = planes[0];
    for (let at = 0; at < length; ) {
      const end = Math.min(length, at + this.#stepEnd - this.#position);
      if (this.#weights.length === 2) this.#filterPair(planes, at, end);
      else for (const channel of this.#counted) this.#filter(planes[channel], channel, at, end);
      this.#position += end - at;
      at = end;
      if (this.#position === this.#stepEnd) this.#finishStep();
    }
  }

  /** Returns the weighted mean square per step. An unfinished step is dropped. */
  finish(): Float32Array {
    return this.#series.take();
  }

  /** Applies both filters as transposed direct form II and sums the squares. */
  #filter(samples: Float32Array, channel: number, start: number, end: number): void {
    const [shelf, pass] = this.#filters;
    const { b0, b1, b2, a1, a2 } = shelf;
    const { b0: c0, b1: c1, b2: c2, a1: d1, a2: d2 } = pass;
    const states = this.#states;
    const at = 4 * channel;
    let s1 = states[at];
    let s2 = states[at + 1];
    let t1 = states[at + 2];
    let t2 = states[at + 3];
    let sum = this.#sums[channel];
    for (let i = start; i < end; i++) {
      const x = samples[i];
      const y = b0 * x + s1;
      s1 = b1 * x - a1 * y + s2;
      s2 = b2 * x - a2 * y;
      const z = c0 * y + t1;
      t1 = c1 * y - d1 * z + t2;
      t2 = c2 * y - d2 * z;
      sum += z * z;
    }
    states[at] = s1;
    states[at + 1] = s2;
    states[at + 2] = t1;
    states[at + 3] = t2;
    this.#sums[channel] = sum;
  }

  /** Filters both channels of a stereo signal at once: interleaved, two take little longer than one. */
  #filterPair([left, right]: readonly Float32Array[], start: number, end: number): void {
    const [shelf, pass] = this.#filters;
    const { b0, b1, b2, a1, a2 } = shelf;
    const { b0: c0, b1: c1, b2: c2, a1: d1, a2: d2 } = pass;
    const states = this.#states;
    let [s1, s2, t1, t2, u1, u2, v1, v2] = states;
    let [leftSum, rightSum] = this.#sums;
    for (let i = start; i < end; i++) {
      const x = left[i];
      const p = right[i];
      const y = b0 * x + s1;
      const q = b0 * p + u1;
      s1 = b1 * x - a1 * y + s2;
      u1 = b1 * p - a1 * q + u2;
      s2 = b2 * x - a2 * y;
      u2 = b2 * p - a2 * q;
      const z = c0 * y + t1;
      const r = c0 * q + v1;
      t1 = c1 * y - d1 * z + t2;
      v1 = c1 * q - d1 * r + v2;
      t2 = c2 * y - d2 * z;
      v2 = c2 * q - d2 * r;
      leftSum += z * z;
      rightSum += r * r;
    }
    states.set([s1, s2, t1, t2, u1, u2, v1, v2]);
    this.#sums[0] = leftSum;
    this.#sums[1] = rightSum;
  }

  #finishStep(): void {
    const sums = this.#sums;
    let power = 0;
    for (let channel = 0; channel < sums.length; channel++) power += this.#weights[channel] * sums[channel];
    const at = this.#series.extend();
    this.#series.values[at] = power / (this.#stepEnd - this.#stepStart);
    sums.fill(0);
    const states = this.#states;
    for (let i = 0; i < states.length; i++) if (Math.abs(states[i]) < NOTHING) states[i] = 0;
    this.#stepStart = this.#stepEnd;
    this.#stepEnd = this.#endOf(++this.#step);
  }

  /** Returns the end of a step, in samples. Steps have two lengths if 10 does not divide the rate. */
  #endOf(step: number): number {
    return Math.round(((step + 1) * this.#sampleRate) / STEPS_PER_SECOND);
  }
}
