import type { TimeRange } from '@rbassist/core';
import { RESAMPLER_MARGIN_S, Resampler } from './resample.ts';

interface Block {
  samples: Float32Array;
  frame: number;
}

interface Tap {
  range: TimeRange;
  resampler: Resampler;
  /** The stream had passed its beginning before it was asked for. */
  late: boolean;
}

/** Keeps, of a stream of mono blocks that may be longer than memory, the resampled windows of a plan that may change. */
export class WindowTaps {
  readonly #from: number;
  readonly #to: number;
  #taps: Tap[] = [];
  /** The newest blocks, so that a window can begin where the stream is now. */
  #recent: Block[] = [];
  #position = 0;

  /** @param from Rate of the blocks. @param to Rate of the windows. */
  constructor(from: number, to: number) {
    this.#from = from;
    this.#to = to;
  }

  /** From now on keeps these windows and no others. */
  plan(ranges: readonly TimeRange[]): void {
    this.#taps = ranges.map((range) => this.#tapFor(range) ?? this.#newTap(range));
  }

  /** Takes the next block of the stream. It must not be written to afterwards. */
  push(samples: Float32Array): void {
    const block = { samples, frame: this.#position };
    for (const { resampler } of this.#taps) resampler.push(samples, block.frame);
    this.#position += samples.length;
    this.#recent.push(block);
    const keepFrom = this.#position - RESAMPLER_MARGIN_S * this.#from;
    while (this.#recent.length > 1 && this.#recent[1].frame <= keepFrom) this.#recent.shift();
  }

  /** Ends the stream and gives the windows of the final plan; null where one of them was not kept from its beginning on. */
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
