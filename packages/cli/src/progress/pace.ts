import type { ProgressEvent, Stage } from '@rbassist/core';
import { formatBytes } from '../output/byte-size.ts';
import { formatDuration } from '../output/duration.ts';
import { BYTE_STAGES } from './stage-labels.ts';

/** Shortest time, in seconds, from which a rate is told. */
const SHORTEST_S = 1;

/** The pace of one stage in words: counts, the rate, and the time that is left. */
export class Pace {
  readonly #countsBytes: boolean;
  /** Time, and what was done before: an earlier part of a download. The first item was finished in this run. */
  #startedAt = performance.now();
  #before: number;
  #lastDone: number;

  constructor(stage: Stage, done: number) {
    this.#countsBytes = BYTE_STAGES.has(stage);
    this.#before = this.#countsBytes ? done : 0;
    this.#lastDone = done;
  }

  /** A count as the stage writes it: "12", or "3.4 MB". */
  amount(count: number): string {
    return this.#countsBytes ? formatBytes(count) : String(count);
  }

  /** Rate and time left, e.g. ["2.5/s", "3m 20s left"]; each is missing until it is known. */
  describe({ done, total }: Pick<ProgressEvent, 'done' | 'total'>): string[] {
    // a download that starts again counts from there
    if (done < this.#lastDone) [this.#startedAt, this.#before] = [performance.now(), done];
    this.#lastDone = done;
    const elapsedS = (performance.now() - this.#startedAt) / 1000;
    const finished = done - this.#before;
    if (elapsedS < SHORTEST_S || finished <= 0) return [];
    const perSecond = finished / elapsedS;
    const words = [this.#rate(perSecond)];
    if (total !== undefined && total > done) words.push(`${formatDuration((total - done) / perSecond)} left`);
    return words;
  }

  #rate(perSecond: number): string {
    if (this.#countsBytes) return `${formatBytes(perSecond)}/s`;
    return perSecond >= 1 ? `${perSecond.toFixed(1)}/s` : `${(perSecond * 60).toFixed(1)}/min`;
  }
}
