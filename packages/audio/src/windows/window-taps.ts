import type { TimeRange } from '@rbassist/core';
import { RESAMPLER_MARGIN_S, Resampler } from '../dsp/resample.ts';

interface Block {
  samples: Float32Array;
  frame: number;
}

interface Tap {
  range: TimeRange;
  resampler: Resampler;
  /** True if the window was planned after its start had passed. */
  late: boolean;
}

/** Resamples the planned windows of a stream of mono blocks. The plan may change during the stream. */
export class WindowTaps {
  readonly #from: number;
  readonly #to: number;
  #taps: Tap[] = [];
  /** Newest blocks, so that a window can begin at the current position. */
  #recent: Block[] = [];
  #position = 0;

  constructor(from: number, to: number) {
    this.#from = from;
    this.#to = to;
  }

  plan(ranges: readonly TimeRange[]): void {
    this.#taps = ranges.map((range) => this.#tapFor(range) ?? this.#newTap(range));
  }

  /** Do not write to the block afterwards. */
  push(samples: Float32Array): void {
    const block = { samples, frame: this.#position };
    for (const { resampler } of this.#taps) resampler.push(samples, block.frame);
    this.#position += samples.length;
    this.#recent.push(block);
    const keepFrom = this.#position - RESAMPLER_MARGIN_S * this.#from;
    while (this.#recent.length > 1 && this.#recent[1].frame <= keepFrom) this.#recent.shift();
  }

  /** Returns null if a window of the final plan was planned after its start. */
  take(ranges: readonly TimeRange[]): Float32Array<ArrayBuffer>[] | null {
    const taps = ranges.map((range) => this.#tapFor(range));
    if (!taps.every((tap) => tap && !tap.late)) return null;
    return taps.flatMap((tap) => (tap ? [tap.resampler.finish()] : []));
  }

  #tapFor(range: TimeRange): Tap | undefined {
    return this.#taps.find((tap) => tap.range.startS === range.startS && tap.range.durationS === range.durationS);
  }

  #newTap(range: TimeRange): Tap {
    const resampler = new Resampler({
      from: this.#from,
      to: this.#to,
      firstOutput: Math.round(range.startS * this.#to),
      outputCount: Math.round(range.durationS * this.#to),
    });
    const oldest = this.#recent[0]?.frame ?? 0;
    for (const block of this.#recent) resampler.push(block.samples, block.frame);
    return { range, resampler, late: oldest > Math.max(0, resampler.firstInput) };
  }
}
