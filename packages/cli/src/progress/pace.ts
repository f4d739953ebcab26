import type { ProgressEvent, Stage } from '@rbassist/core';
import { formatBytes } from '../output/byte-size.ts';
import { formatDuration } from '../output/duration.ts';
import { BYTE_STAGES } from './stage-labels.ts';

/** The pace of one stage in words: counts, the rate, and the time that is left. */
export class Pace {
  readonly #startedAt = performance.now();
  /** Bytes that were there before, such as an earlier part of a download; the first item was finished in this run. */
  readonly #before: number;
  readonly #countsBytes: boolean;

  constructor(stage: Stage, done: number) {
    this.#countsBytes = BYTE_STAGES.has(stage);
    this.#before = this.#countsBytes ? done : 0;
  }

  /** A count as the stage writes it: "12", or "3.4 MB". */
  amount(count: number): string {
    return this.#countsBytes ? formatBytes(count) : String(count);
  }

  /** Rate and time left, e.g. "2.5/s" and "3m 20s"; "?" while the time is unknown. */
  describe({ done, total }: Pick<ProgressEvent, 'done' | 'total'>): { rate: string; left: string } {
    const finished = done - this.#before;
    const perSecond = finished / Math.max(0.001, (performance.now() - this.#startedAt) / 1000);
    const left = total === undefined || finished <= 0 ? '?' : formatDuration((total - done) / perSecond);
    return { rate: this.#rate(perSecond), left };
  }

  #rate(perSecond: number): string {
    if (this.#countsBytes) return `${formatBytes(perSecond)}/s`;
    return perSecond >= 1 ? `${perSecond.toFixed(1)}/s` : `${(perSecond * 60).toFixed(1)}/min`;
  }
}
