import type { TimeRange } from '@rbassist/core';
import { FIRST_SOUND_THRESHOLD, type TrackOutline, type WindowRule } from './listening-windows.ts';
import { WindowTaps } from './window-taps.ts';

/** What a {@link WindowCollector} has to know beforehand. */
export interface WindowCollectorOptions {
  /** Rate of the blocks that will come, in hertz. */
  from: number;
  /** Rate of the windows, in hertz. */
  to: number;
  windows: WindowRule;
  /** How long the track should be; null when it cannot be told. */
  expectedDurationS: number | null;
  /** Where its sound begins, when a first reading has found it. */
  firstSoundS?: number | null;
}

/** Windows of one track. */
export interface CollectedWindows {
  /** One array of samples per window. */
  windows: Float32Array<ArrayBuffer>[];
  /** Where each lies in the track. */
  ranges: TimeRange[];
}

/** A real length that differs by no more than this from the expected one does not move the windows. */
const LENGTH_TOLERANCE_S = 0.5;
/** What is left of a window when its track is cut short is worth keeping from this length on. */
const SHORTEST_REST_S = 1;

/**
 * Collects the listening windows of a track while its mono blocks stream past, so that one decoding can serve any number
 * of listeners and memory holds the windows alone. Where the sound begins is found on the way.
 */
export class WindowCollector {
  readonly #options: WindowCollectorOptions;
  readonly #taps: WindowTaps;
  #firstSoundS: number | null;
  #frames = 0;

  constructor(options: WindowCollectorOptions) {
    this.#options = options;
    this.#firstSoundS = options.firstSoundS ?? null;
    this.#taps = new WindowTaps(options.from, options.to);
    this.#plan();
  }

  /** Takes the next block of the track's mono mix; it must not be written to afterwards. */
  push(mono: Float32Array): void {
    if (this.#firstSoundS === null) {
      const at = mono.findIndex((sample) => Math.abs(sample) > FIRST_SOUND_THRESHOLD);
      if (at >= 0) {
        this.#firstSoundS = (this.#frames + at) / this.#options.from;
        this.#plan();
      }
    }
    this.#taps.push(mono);
    this.#frames += mono.length;
  }

  /** What is known of the track once its blocks have passed; a track that was cut short keeps its expected length. */
  outline(truncated: boolean): TrackOutline {
    const { expectedDurationS, from } = this.#options;
    const realS = this.#frames / from;
    const asExpected = expectedDurationS !== null && Math.abs(realS - expectedDurationS) <= LENGTH_TOLERANCE_S;
    const durationS = expectedDurationS !== null && (asExpected || truncated) ? expectedDurationS : realS;
    return { durationS, firstSoundS: this.#firstSoundS };
  }

  /**
   * Ends the track and gives its windows, or null: its length was not the expected one, the windows lie elsewhere, and it
   * takes a second collector, told the {@link outline}, to get them.
   */
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
