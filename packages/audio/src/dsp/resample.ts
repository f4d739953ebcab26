import { OptionError } from '@rbassist/core';
import { type ResampleKernel, resampleKernel } from './resample-kernel.ts';
import { SampleSink } from './sample-sink.ts';

/** Name and version of the resampler, stored with everything computed from its output. */
export const RESAMPLER = 'sinc-kaiser/1';

/** Seconds on either side of a sample that cover the resampler's reach, for rates from 1 kHz up. */
export const RESAMPLER_MARGIN_S = 0.1;

/** Rates, and the part of the resampled signal to compute. */
export interface ResampleRange {
  /** Rate of the input, in hertz; a whole number. */
  from: number;
  /** Rate of the output, in hertz; a whole number. */
  to: number;
  /** First output sample to compute. @default 0 */
  firstOutput?: number;
  /** Number of output samples. @default to the end of the input */
  outputCount?: number;
  /** Likely number of output samples, if the end of the input decides. Saves copying. */
  expectedCount?: number;
}

/**
 * Resamples a signal, or a part of it, block by block. Silence surrounds the signal. The samples are the same, bit for
 * bit, for every split into blocks and for every part.
 */
export class Resampler {
  /** First input frame that affects the output; below 0 if the part begins with the signal. */
  readonly firstInput: number;
  readonly #kernel: ResampleKernel | null;
  readonly #outputEnd: number;
  readonly #output: SampleSink;
  #nextOutput: number;
  /** Input frames `#heldStart` to `#heldEnd`, at the beginning of the array. */
  #held = new Float32Array(0);
  #heldStart: number;
  #heldEnd: number;

  /** @throws OptionError if a rate is not a positive whole number. */
  constructor({ from, to, firstOutput = 0, outputCount = Number.POSITIVE_INFINITY, expectedCount }: ResampleRange) {
    for (const rate of [from, to]) {
      if (!(Number.isInteger(rate) && rate > 0))
        throw new OptionError(`A sample rate must be a whole number above 0, not ${rate}.`);
    }
    this.#kernel = from === to ? null : resampleKernel(from, to);
    this.#nextOutput = firstOutput;
    this.#outputEnd = firstOutput + outputCount;
    this.#output = new SampleSink(Number.isFinite(outputCount) ? outputCount : (expectedCount ?? 0));
    this.firstInput = this.#kernel ? this.#kernel.inputFrame(firstOutput) - this.#kernel.reach : firstOutput;
    this.#heldStart = this.firstInput;
    this.#heldEnd = this.firstInput;
  }

  /** True once the whole part is computed; more input has no effect. */
  get done(): boolean {
    return this.#nextOutput >= this.#outputEnd;
  }

  /** Blocks must come in order. Frames before `firstInput` are skipped; frames left out count as silence. */
  push(samples: Float32Array, frame: number): void {
    const end = frame + samples.length;
    if (end <= this.#heldEnd || this.done) return;
    const from = Math.max(frame, this.#heldEnd);
    this.#hold(samples.subarray(from - frame), from);
    this.#advance(end - (this.#kernel?.reach ?? 0));
  }

  /** Returns the samples computed since the last call, for streaming. The array is valid until the next `push`. */
  drain(): Float32Array<ArrayBuffer> {
    return this.#output.drain();
  }

  /** Ends the signal after the frames pushed so far. Returns the samples not drained yet. */
  finish(): Float32Array<ArrayBuffer> {
    const inputEnd = Math.max(0, this.#heldEnd);
    if (this.#kernel && !this.done) {
      this.#hold(new Float32Array(this.#kernel.reach), inputEnd);
      this.#advance(inputEnd);
    }
    return this.#output.take();
  }

  #hold(samples: Float32Array, frame: number): void {
    const end = frame + samples.length;
    const length = end - this.#heldStart;
    if (length > this.#held.length) {
      const larger = new Float32Array(Math.ceil(length * 1.25));
      larger.set(this.#held.subarray(0, this.#heldEnd - this.#heldStart));
      this.#held = larger;
    }
    this.#held.fill(0, this.#heldEnd - this.#heldStart, frame - this.#heldStart);
    this.#held.set(samples, frame - this.#heldStart);
    this.#heldEnd = end;
  }

  #advance(frame: number): void {
    const kernel = this.#kernel;
    const end = Math.min(kernel ? kernel.outputsBefore(frame) : frame, this.#outputEnd);
    const count = end - this.#nextOutput;
    if (count <= 0) return;
    const target = this.#output.extend(count);
    if (kernel) kernel.compute(this.#held, this.#heldStart, this.#nextOutput, count, target, 0);
    else target.set(this.#held.subarray(this.#nextOutput - this.#heldStart, end - this.#heldStart));
    this.#nextOutput = end;

    const needed = Math.min(kernel ? kernel.inputFrame(end) - kernel.reach : end, this.#heldEnd);
    this.#held.copyWithin(0, needed - this.#heldStart, this.#heldEnd - this.#heldStart);
    this.#heldStart = needed;
  }
}

/**
 * Resamples a whole mono signal; rates in hertz.
 *
 * @throws OptionError if a rate is not a positive whole number.
 */
export function resample(samples: Float32Array, from: number, to: number): Float32Array<ArrayBuffer> {
  const resampler = new Resampler({ from, to, expectedCount: Math.ceil((samples.length * to) / from) });
  resampler.push(samples, 0);
  return resampler.finish();
}
