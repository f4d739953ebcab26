import type { TimeRange } from '@rbassist/core';
import { FIRST_SOUND_THRESHOLD, type TrackOutline, type WindowRule } from './listening-windows.ts';
import { WindowTaps } from './window-taps.ts';

export interface WindowCollectorOptions {
  /** Rate of the blocks, in hertz. */
  from: number;
  /** Rate of the windows, in hertz. */
  to: number;
  /** True if the windows are cut from the blocks of `pushResampled`. @default false */
  isResampled?: boolean;
  windows: WindowRule;
  /** Expected length of the track, in seconds; null if unknown. */
  expectedDurationS: number | null;
  /** Start of its sound, in seconds, if a first pass found it. */
  firstSoundS?: number | null;
}

export interface CollectedWindows {
  windows: Float32Array<ArrayBuffer>[];
  ranges: TimeRange[];
}

/** Largest difference between real and expected length, in seconds, that does not move the windows. */
const LENGTH_TOLERANCE_S = 0.5;
/** Shortest part of a window to keep if its track is truncated, in seconds. */
const SHORTEST_REST_S = 1;

/** Keeps only the windows of a stream of mono blocks, and finds the first sound itself. */
export class WindowCollector {
  readonly #options: WindowCollectorOptions;
  readonly #taps: WindowTaps;
  #firstSoundS: number | null;
  #frames = 0;

  constructor(options: WindowCollectorOptions) {
    this.#options = options;
    this.#firstSoundS = options.firstSoundS ?? null;
    this.#taps = new WindowTaps(options.isResampled ? options.to : options.from, options.to);
    this.#plan();
  }

  /** Do not write to the block afterwards. */
  push(mono: Float32Array): void {
    if (this.#firstSoundS === null) {
      const at = mono.findIndex((sample) => Math.abs(sample) > FIRST_SOUND_THRESHOLD);
      if (at >= 0) {
        this.#firstSoundS = (this.#frames + at) / this.#options.from;
        this.#plan();
      }
    }
    if (!this.#options.isResampled) this.#taps.push(mono);
    this.#frames += mono.length;
  }

  /** Takes the next samples of the same signal at the rate of the windows. They may lag behind, and may be reused. */
  pushResampled(samples: Float32Array): void {
    this.#taps.push(samples.slice());
  }

  /** A truncated track keeps its expected length. */
  outline(truncated: boolean): TrackOutline {
    const { expectedDurationS, from } = this.#options;
    const realS = this.#frames / from;
    const asExpected = expectedDurationS !== null && Math.abs(realS - expectedDurationS) <= LENGTH_TOLERANCE_S;
    const durationS = expectedDurationS !== null && (asExpected || truncated) ? expectedDurationS : realS;
    return { durationS, firstSoundS: this.#firstSoundS };
  }

  /** Returns null if the track's real length moved the windows; collect them again with the {@link outline}. */
  finish(truncated: boolean): CollectedWindows | null {
    const planned = this.#options.windows(this.outline(truncated));
    const windows = this.#taps.take(planned);
    if (!windows) return null;
    const { to } = this.#options;
    const found = windows
      .map((samples, i) => ({ samples, range: planned[i] }))
      .filter(({ samples, range }) => samples.length >= Math.min(SHORTEST_REST_S, range.durationS) * to - 1)
      .filter(({ samples }) => samples.length > 0);
    return {
      windows: found.map(({ samples }) => samples),
      ranges: found.map(({ samples, range }) => ({
        startS: range.startS,
        durationS: Math.min(range.durationS, samples.length / to),
      })),
    };
  }

  #plan(): void {
    const { expectedDurationS, windows } = this.#options;
    if (expectedDurationS === null) return;
    this.#taps.plan(windows({ durationS: expectedDurationS, firstSoundS: this.#firstSoundS }));
  }
}
