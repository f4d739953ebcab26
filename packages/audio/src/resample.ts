import { OptionError } from '@rbassist/core';
import { type ResampleKernel, resampleKernel } from './resample-kernel.ts';
import { SampleSink } from './sample-sink.ts';

/** Name and version of the one resampler; stored with what was computed from its output. */
export const RESAMPLER = 'sinc-kaiser/1';

/** More than the resampler ever reaches to either side of a sample, in seconds, for rates from 1 kHz up. */
export const RESAMPLER_MARGIN_S = 0.1;

/** Which stretch of the resampled signal is wanted. */
export interface ResampleRange {
  /** Rate of the input, in hertz; a whole number. */
  from: number;
  /** Rate of the output, in hertz; a whole number. */
  to: number;
  /** The first output sample wanted. @default 0 */
  firstOutput?: number;
  /** How many are wanted. @default to the end of the input */
  outputCount?: number;
  /** How many are likely to come, where the end of the input decides. */
  expectedCount?: number;
}

/**
 * Resamples a stretch of a signal that comes in blocks. Before and after the signal there is silence. Any split into
 * blocks, and any stretch of the same signal, gives bit for bit the same samples.
 */
export class Resampler {
  /** The first input frame that has any influence; below 0 where the stretch begins with the signal. */
  readonly firstInput: number;
  readonly #kernel: ResampleKernel | null;
  readonly #outputEnd: number;
  readonly #output: SampleSink;
  #nextOutput: number;
  /** Input frames `#heldStart` to `#heldEnd` lie at the beginning of `#held`. */
  #held = new Float32Array(0);
  #heldStart: number;
  #heldEnd: number;

  /** @throws OptionError where a rate is not a positive whole number. */
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

  /** Whether everything wanted has been computed; more input has no effect. */
  get done(): boolean {
    return this.#nextOutput >= this.#outputEnd;
  }

  /**
   * Takes input frames from `frame` on. Blocks come in order; frames before `firstInput` are passed over, and frames that
   * are left out count as silence.
   */
  push(samples: Float32Array, frame: number): void {
    const end = frame + samples.length;
    if (end <= this.#heldEnd || this.done) return;
    const from = Math.max(frame, this.#heldEnd);
    this.#hold(samples.subarray(from - frame), from);
    this.#advance(end - (this.#kernel?.reach ?? 0));
  }

  /** The samples computed since the last time, for a listener that streams along; they hold until the next `push`. */
  drain(): Float32Array<ArrayBuffer> {
    return this.#output.drain();
  }

  /** Ends the signal after the frames that were pushed, and gives the samples that were not drained. */
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

  /** Computes the outputs whose places lie before an input frame, and lets go of the input that no later one needs. */
  #advance(frame: number): void {
    const kernel = this.#kernel;
    const end = Math.min(kernel ? kernel.outputsBefore(frame) : frame, this.#outputEnd);
    const count = end - this.#nextOutput;
    if (count <= 0) return;
    const room = this.#output.extend(count);
    if (kernel) kernel.compute(this.#held, this.#heldStart, this.#nextOutput, count, room, 0);
    else room.set(this.#held.subarray(this.#nextOutput - this.#heldStart, end - this.#heldStart));
    this.#nextOutput = end;

    const needed = Math.min(kernel ? kernel.inputFrame(end) - kernel.reach : end, this.#heldEnd);
    this.#held.copyWithin(0, needed - this.#heldStart, this.#heldEnd - this.#heldStart);
    this.#heldStart = needed;
  }
}

/** Resamples a whole signal at once. */
export function resample(samples: Float32Array, from: number, to: number): Float32Array<ArrayBuffer> {
  const resampler = new Resampler({ from, to, expectedCount: Math.ceil((samples.length * to) / from) });
  resampler.push(samples, 0);
  return resampler.finish();
}
