import type { ProgressEvent, Stage } from '@rbassist/core';
import { formatBytes } from '../output/byte-size.ts';
import { formatCount } from '../output/count.ts';
import { formatDuration } from '../output/duration.ts';
import { BYTE_STAGES, RATED_STAGES } from './stage-labels.ts';

/** Minimum seconds before a rate is known. */
const SHORTEST_S = 3;
const RATE_UNITS = [
  ['s', 1],
  ['min', 60],
  ['h', 3600],
] as const;

/** Formats the progress of a stage: counts, rate and time left. */
export class Pace {
  readonly #countsBytes: boolean;
  readonly #isRated: boolean;
  /** Start of the stage, and the part of a download that was done before it. */
  #startedAt = performance.now();
  #before: number;
  #lastDone: number;

  constructor(stage: Stage, done: number) {
    this.#countsBytes = BYTE_STAGES.has(stage);
    this.#isRated = RATED_STAGES.has(stage);
    this.#before = this.#countsBytes ? done : 0;
    this.#lastDone = done;
  }

  get elapsedS(): number {
    return (performance.now() - this.#startedAt) / 1000;
  }

  /** Returns the counts as text, for example "12", "12/75,000" or "3.4 MB/378 MB". */
  counts({ done, total }: Pick<ProgressEvent, 'done' | 'total'>): string {
    const amount = this.#countsBytes ? formatBytes : formatCount;
    return total === undefined ? amount(done) : `${amount(done)}/${amount(total)}`;
  }

  /** Returns the rate and the time left if they are known, e.g. ["2.5/s", "3m 20s left"]. */
  describe({ done, total }: Pick<ProgressEvent, 'done' | 'total'>): string[] {
    // a restarted download
    if (done < this.#lastDone) [this.#startedAt, this.#before] = [performance.now(), done];
    this.#lastDone = done;
    const { elapsedS } = this;
    const finished = done - this.#before;
    if (elapsedS < SHORTEST_S || finished <= 0) return [];
    const perSecond = finished / elapsedS;
    const words = this.#isRated ? [this.#rate(perSecond)] : [];
    if (total !== undefined && total > done) words.push(`${formatDuration((total - done) / perSecond)} left`);
    return words;
  }

  #rate(perSecond: number): string {
    if (this.#countsBytes) return `${formatBytes(perSecond)}/s`;
    const [unit, seconds] = RATE_UNITS.find(([, length]) => perSecond * length >= 1) ?? RATE_UNITS[2];
    const rate = perSecond * seconds;
    return `${rate >= 9.95 ? formatCount(Math.round(rate)) : rate.toFixed(1)}/${unit}`;
  }
}
